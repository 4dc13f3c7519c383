package org.dietsnn.cli.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mutated files brought to light. */
class DamagedYamlTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file.yaml"), content);
  }

  private FailureException refused(ThrowingCallable reading) {
    FailureException failure = catchThrowableOfType(FailureException.class, reading);
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(FailureKind.USAGE);
    assertThat(failure).hasMessageContaining(folder.resolve("file.yaml").toString());
    return failure;
  }

  @Test
  void givenBytesThatAreNoUtf8WhenReadThenTheFileIsAtFaultAndNotTheDisk() throws IOException {
    Path file = file("seed: 1 # größer".getBytes(ISO_8859_1));
    assertThat(refused(() -> new ConfigLayers().file(file)))
        .hasMessageEndingWith("holds bytes that are no UTF-8 text; save it as UTF-8");
    assertThat(refused(() -> MappingFile.read(file)))
        .hasMessageEndingWith("holds bytes that are no UTF-8 text; save it as UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modules: {features.0: null}",
        "batch-normalisation: {features.0: ~}",
        "tensors: {a: null}",
        "ignored: [null]"
      })
  void givenAMappingToNothingWhenReadThenIsRefused(String mapping) throws IOException {
    Path file = file(mapping.getBytes(UTF_8));
    assertThat(refused(() -> MappingFile.read(file)))
        .hasMessageContaining("must have a name in every place, one is empty");
  }
}
