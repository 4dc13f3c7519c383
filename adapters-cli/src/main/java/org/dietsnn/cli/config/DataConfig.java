package org.dietsnn.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dietsnn.application.port.out.ImageOptions;
import org.dietsnn.domain.image.PhotographView;
import org.dietsnn.domain.image.ResizedCrop;

/**
 * Which images, and how those of photographs are read.
 *
 * @param set name of a data set, or {@code auto}: what the folder looks like
 * @param folder where it lies; null for the bundled digits
 * @param crop columns and rows that photographs are cut to; null for 224
 * @param resize pixels of their shorter side before the middle is cut out to measure; null for 8/7
 *     of the crop
 * @param cropScale least share of a photograph's area that is cut out to train
 * @param onBroken what to do about images that cannot be read: {@code stop} or {@code skip}
 * @param threads that read and decode photographs, 0 for all cores; results do not depend on it
 * @param index folder in which lists of image files are kept; null for the user's cache
 * @param labels list of the classes of ImageNet's validation images; null for the usual ones
 */
public record DataConfig(
    String set,
    String folder,
    Integer crop,
    Integer resize,
    double cropScale,
    String onBroken,
    int threads,
    String index,
    String labels) {
  /** The set's name stands for: find out from the folder. */
  public static final String AUTO = "auto";

  private static final List<String> PHOTOGRAPHS = List.of("imagenet", "folder");
  private static final List<String> ON_BROKEN = List.of("stop", "skip");
  private static final int LARGEST = 16_384;

  public DataConfig {
    InvalidSetting.unless(set != null && !set.isBlank(), "set", "a name or auto", set);
    InvalidSetting.unless(
        crop == null || (crop >= 1 && crop <= LARGEST),
        "crop",
        "a whole number from 1 to " + LARGEST,
        crop);
    InvalidSetting.unless(
        resize == null || (resize >= side(crop) && resize <= LARGEST),
        "resize",
        "a whole number from the crop, " + side(crop) + ", to " + LARGEST,
        resize);
    InvalidSetting.unless(
        cropScale > 0 && cropScale <= 1, "crop-scale", "a number in (0, 1]", cropScale);
    onBroken = Call.parse("on-broken", onBroken, ON_BROKEN).toString();
    InvalidSetting.unless(threads >= 0, "threads", "a whole number >= 0", threads);
  }

  /** What is usual. */
  static DataConfig defaults() {
    return new DataConfig(AUTO, null, null, null, 0.08, "stop", 0, null, null);
  }

  /** These settings for a data set that is known by now. */
  DataConfig resolvedFor(String known) {
    boolean sized = isPhotographs(known);
    return new DataConfig(
        known,
        folder,
        sized ? Integer.valueOf(view().crop()) : crop,
        sized ? Integer.valueOf(view().resize()) : resize,
        cropScale,
        onBroken,
        threads,
        index,
        labels);
  }

  /** Whether the images of a set are photographs of different sizes. */
  public static boolean isPhotographs(String set) {
    return PHOTOGRAPHS.contains(set);
  }

  /** Whether a size was chosen, which only photographs can be brought to. */
  public boolean choosesSize() {
    return crop != null || resize != null;
  }

  /** How images are to be read. */
  public ImageOptions options() {
    return new ImageOptions(
        Optional.of(view()),
        onBroken.equals("skip"),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        Optional.ofNullable(index).map(Path::of),
        Optional.ofNullable(labels).map(Path::of));
  }

  private PhotographView view() {
    int side = side(crop);
    return new PhotographView(
        resize != null ? resize : Math.round(side * 8 / 7f), side, new ResizedCrop(cropScale));
  }

  private static int side(Integer crop) {
    return crop == null ? PhotographView.standard().crop() : crop;
  }
}
