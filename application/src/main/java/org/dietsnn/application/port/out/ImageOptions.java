package org.dietsnn.application.port.out;

import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.domain.image.PhotographView;

/**
 * What a user may want of a set of image files. Sets whose images have one size need none of it.
 *
 * @param view how photographs become images of one size; empty for what is usual
 * @param leaveOutBroken whether images that cannot be read are left out; else they end the run
 * @param readers threads that read and decode, at least 1
 * @param index where the list of all files is kept from one start to the next; empty for the usual
 *     place
 * @param labels a list with the class of each validation image; empty for the usual ones
 */
public record ImageOptions(
    Optional<PhotographView> view,
    boolean leaveOutBroken,
    int readers,
    Optional<Path> index,
    Optional<Path> labels) {
  public ImageOptions {
    if (readers < 1) {
      throw new IllegalArgumentException("threads that decode = " + readers + ", must be >= 1");
    }
  }

  /** What is usual; a broken image ends the run; as many threads as there are processors. */
  public static ImageOptions standard() {
    return new ImageOptions(
        Optional.empty(),
        false,
        Runtime.getRuntime().availableProcessors(),
        Optional.empty(),
        Optional.empty());
  }
}
