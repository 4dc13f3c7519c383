package org.dietsnn.application.port.out;

import java.util.List;
import java.util.Locale;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;

/**
 * A data set as it is published: images to train with, images to test with.
 *
 * @param name for reports, for example {@code cifar10}
 * @param shape shape of every image
 * @param classNames the classes in order
 * @param train images to train with; a validation split is held out of these
 * @param test images for the final evaluation only
 * @param normalisation the standardisation usual for this set, one mean per channel
 */
public record DataSet(
    String name,
    Shape shape,
    List<String> classNames,
    ImageSet train,
    ImageSet test,
    Normalisation normalisation) {
  public DataSet {
    classNames = List.copyOf(classNames);
    if (normalisation.means().size() != shape.channels()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "data set %s: normalisation of %d channels for images of %s",
              name,
              normalisation.means().size(),
              shape));
    }
  }
}
