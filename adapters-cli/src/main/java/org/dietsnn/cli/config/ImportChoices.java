package org.dietsnn.cli.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.family.PublishedNormalisation;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.domain.image.Normalisation;

/** What the words of an import mean. */
public final class ImportChoices {
  private ImportChoices() {}

  /**
   * Reads a file of names.
   *
   * @throws org.dietsnn.application.failure.FailureException saying what in it cannot be
   */
  public static NameMapping mapping(Path file) {
    return MappingFile.read(file);
  }

  /**
   * A standardisation of pixels.
   *
   * @param text {@code cifar10}, {@code cifar100}, {@code imagenet}, {@code none}, or means and
   *     deviations with a slash between, such as {@code 0.5 0.5 0.5 / 0.25 0.25 0.25}
   * @param channels of the images, for {@code none}
   * @throws IllegalArgumentException if it is none of these
   */
  public static Normalisation normalisation(String text, int channels) {
    if (text.equals("none")) {
      return new Normalisation(
          Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }
    for (PublishedNormalisation known : PublishedNormalisation.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
        return known.normalisation();
      }
    }
    String[] halves = text.split("/", -1);
    try {
      if (halves.length == 2) {
        return new Normalisation(numbers(halves[0]), numbers(halves[1]));
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "--normalisation: expected cifar10, cifar100, imagenet, none, or means and deviations such as \"0.5 0.5 0.5 / 0.25 0.25 0.25\", found \"%s\""
            .formatted(text));
  }

  private static List<Double> numbers(String text) {
    return Arrays.stream(text.strip().split("[\\s,]+")).map(Double::valueOf).toList();
  }
}
