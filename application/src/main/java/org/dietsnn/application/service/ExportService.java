package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.ExportCommand;
import org.dietsnn.application.port.in.ExportNetwork;
import org.dietsnn.application.port.in.ExportedFile;
import org.dietsnn.application.port.out.ExportFormat;

/** Chooses the format, guards what is there already, and lets the format write. */
public final class ExportService implements ExportNetwork {
  private final List<ExportFormat> formats;

  @Inject
  public ExportService(Set<ExportFormat> formats) {
    this.formats = formats.stream().sorted(Comparator.comparing(ExportFormat::name)).toList();
  }

  @Override
  public ExportedFile export(ExportCommand command) {
    ExportFormat format = format(command.format(), command.file());
    if (!command.overwrite() && !Files.notExists(command.file())) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s is there already; choose another name or pass --force to replace it"
              .formatted(command.file()));
    }
    return new ExportedFile(
        command.file(), format.name(), format.write(command.file(), command.checkpoint()));
  }

  private ExportFormat format(Optional<String> name, Path file) {
    String wanted = name.orElseGet(() -> extension(file)).toLowerCase(Locale.ROOT);
    return formats.stream()
        .filter(format -> wanted.equals(name.isPresent() ? format.name() : format.extension()))
        .findFirst()
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.USAGE,
                    name.isPresent()
                        ? "no format is named \"%s\"; there are %s".formatted(wanted, names())
                        : "the name of %s tells no format; pass --format with one of %s"
                            .formatted(file, names())));
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private String names() {
    return formats.stream().map(ExportFormat::name).collect(Collectors.joining(", "));
  }
}
