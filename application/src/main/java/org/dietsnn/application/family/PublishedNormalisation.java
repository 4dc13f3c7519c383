package org.dietsnn.application.family;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dietsnn.domain.image.Normalisation;

/** Means and deviations of pixels in [0, 1] by the data set they were computed from. */
public enum PublishedNormalisation {
  /** As in the authors' code for CIFAR-10. */
  CIFAR10(10),
  /** As in the authors' code for CIFAR-100. */
  CIFAR100(100),
  /** As in torchvision for ImageNet. */
  IMAGENET(1000);

  private static final int COLOURS = 3;

  private final int classes;

  PublishedNormalisation(int classes) {
    this.classes = classes;
  }

  /** The numbers. */
  public Normalisation normalisation() {
    return switch (this) {
      case CIFAR10 ->
          new Normalisation(List.of(0.4914, 0.4822, 0.4465), List.of(0.2023, 0.1994, 0.2010));
      case CIFAR100 ->
          new Normalisation(List.of(0.5071, 0.4867, 0.4408), List.of(0.2675, 0.2565, 0.2761));
      case IMAGENET ->
          new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    };
  }

  /** What DIET-SNN's training uses for images of so many channels and classes. */
  static Optional<Normalisation> ofDietSnn(int channels, int classes) {
    return Arrays.stream(values())
        .filter(published -> published.classes == classes && channels == COLOURS)
        .findFirst()
        .map(PublishedNormalisation::normalisation);
  }
}
