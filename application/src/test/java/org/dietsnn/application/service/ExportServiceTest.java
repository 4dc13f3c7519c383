package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.ExportCommand;
import org.dietsnn.application.port.in.ExportedFile;
import org.dietsnn.application.port.out.ExportFormat;
import org.dietsnn.application.run.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportServiceTest {
  private final List<String> written = new ArrayList<>();
  private final ExportService service =
      new ExportService(Set.of(format("graph", "gr"), format("weights", "w")));

  @TempDir Path folder;

  @Test
  void theNameOfTheFileTellsTheFormat() {
    ExportedFile exported = service.export(command("net.GR", Optional.empty(), false));

    assertThat(exported.format()).isEqualTo("graph");
    assertThat(exported.notes()).containsExactly("a note of graph");
    assertThat(written).containsExactly("graph " + folder.resolve("net.GR"));
  }

  @Test
  void theFormatThatIsNamedGoesBeforeTheNameOfTheFile() {
    service.export(command("net.gr", Optional.of("weights"), false));

    assertThat(written).containsExactly("weights " + folder.resolve("net.gr"));
  }

  @Test
  void whereNothingTellsTheFormatAllAreListed() {
    assertRefused(
        command("net.txt", Optional.empty(), false),
        "the name of %s tells no format; pass --format with one of graph, weights"
            .formatted(folder.resolve("net.txt")));
    assertRefused(
        command("net.gr", Optional.of("gr"), false),
        "no format is named \"gr\"; there are graph, weights");
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("net.gr"), "precious");

    assertRefused(
        command("net.gr", Optional.empty(), false),
        file + " is there already; choose another name or pass --force to replace it");
    service.export(command("net.gr", Optional.empty(), true));

    assertThat(written).hasSize(1);
  }

  private void assertRefused(ExportCommand command, String message) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> service.export(command))
        .withMessage(message)
        .extracting(FailureException::kind)
        .isEqualTo(FailureKind.USAGE);
    assertThat(written).isEmpty();
  }

  private ExportCommand command(String file, Optional<String> format, boolean overwrite) {
    return new ExportCommand(null, folder.resolve(file), format, overwrite);
  }

  private ExportFormat format(String name, String extension) {
    return new ExportFormat() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String extension() {
        return extension;
      }

      @Override
      public List<String> write(Path file, Checkpoint checkpoint) {
        written.add(name + " " + file);
        return List.of("a note of " + name);
      }
    };
  }
}
