package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ModelFormat;

/** The formats that are there, and which of them a file is of. */
final class KnownFormats {
  private final List<ModelFormat> formats;

  @Inject
  KnownFormats(Set<ModelFormat> formats) {
    this.formats = formats.stream().sorted(Comparator.comparing(ModelFormat::name)).toList();
  }

  /**
   * The format of a file, found by its content.
   *
   * @throws FailureException of kind MISSING_INPUT if there is no such file, BAD_DATA if it is a
   *     folder, empty, or of no format that is known
   */
  ModelFormat of(Path file) {
    if (Files.notExists(file)) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "there is no file %s; check its name".formatted(file.toAbsolutePath()));
    }
    if (Files.isDirectory(file)) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s: expected a file of a network, found a folder; name the file in it".formatted(file));
    }
    return formats.stream()
        .filter(format -> format.recognises(file))
        .findFirst()
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.BAD_DATA,
                    String.format(
                        Locale.ROOT,
                        "%s begins like none of the formats known here (%s); it is damaged from its"
                            + " first bytes on or of another kind, so export the network to one of"
                            + " these",
                        file,
                        String.join(", ", formats.stream().map(ModelFormat::name).toList()))));
  }
}
