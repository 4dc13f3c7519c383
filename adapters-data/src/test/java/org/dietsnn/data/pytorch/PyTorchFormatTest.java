package org.dietsnn.data.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchFormatTest {
  private final PyTorchFormat format = new PyTorchFormat();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"state.pt", "protocol5.pt", "big-endian.pt", "deflated.pt", "legacy.pth"})
  void readsTensorsAsPythonWroteThem(String name) {
    assertThat(format.recognises(Fixture.file(name))).isTrue();
    assertAsWritten(Fixture.read(Fixture.file(name), ""));
  }

  @Test
  void findsTheStateDictBesideOtherThings() {
    FileContent.NamedTensors content = Fixture.read(Fixture.file("checkpoint.pth"), "");

    assertAsWritten(content);
    assertThat(content.facts())
        .containsEntry("accuracy", "0.927")
        .containsEntry("epoch", "17")
        .containsEntry("timesteps", "5")
        .containsEntry("thresholds", "1.5 0.25")
        .containsEntry("activation", "Linear")
        .containsKey("optimizer");
  }

  @Test
  void describesWithoutReadingValues() {
    FileDescription description = format.describe(Fixture.file("checkpoint.pth"));

    assertThat(description.what()).isEqualTo("PyTorch checkpoint (zip archive)");
    assertThat(description.parts()).containsOnlyKeys("state_dict");
    assertThat(description.parts().get("state_dict"))
        .contains(
            new TensorDescription("module.whole", "float32", List.of(3L, 4L)),
            new TensorDescription("module.brain", "bfloat16", List.of(3L)),
            new TensorDescription("module.num_batches_tracked", "int64", List.of()));
  }

  @Test
  void asksWhichSetOfTensorsWhereThereAreTwo() {
    Path file = Fixture.file("two-parts.pt");

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.read(file, ""))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .withMessageContaining("model, ema")
        .withMessageContaining("--part");
    assertAsWritten(Fixture.read(file, "ema"));
  }

  @Test
  void refusesACommandByNameAndDoesNotRunIt() {
    Path file = Fixture.file("command.pt");

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.describe(file))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_DATA))
        .withMessageContaining("asks for posix.system")
        .withMessageContaining("nothing was executed");
    assertThat(Files.exists(Path.of("executed"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "expanded.pt, does not fit into storage 0 of 1 elements",
    "outside.pt, does not fit into storage 0 of 2 elements",
    "bomb.pt, more than 100 times as much",
  })
  void refusesWhatWouldReadOrAllocateBeyondTheFile(String name, String reason) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.describe(Fixture.file(name)))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_DATA))
        .withMessageContaining(reason);
  }

  @Test
  void callsAPickleThatIsNoCheckpointUnsupportedAndNotCorrupt() {
    assertThat(format.recognises(Fixture.file("bare.pkl"))).isTrue();
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.describe(Fixture.file("bare.pkl")))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
        .withMessageContaining("not supported: pickles that torch.save did not write");
  }

  @Test
  void doesNotRecogniseOtherFiles() {
    byte[] text = "weights of a network".getBytes(StandardCharsets.UTF_8);

    assertThat(format.recognises(Fixture.write(folder, text))).isFalse();
    assertThat(format.recognises(Fixture.write(folder, new byte[0]))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.pt", "legacy.pth"})
  void noticesAFileThatIsCutAnywhere(String name) {
    byte[] whole = Fixture.bytes(name);
    for (int length = 50; length < whole.length; length += 7) {
      Path file = Fixture.write(folder, Arrays.copyOf(whole, length));

      assertThat(format.recognises(file)).as("length %d", length).isTrue();
      assertThatExceptionOfType(FailureException.class)
          .as("length %d", length)
          .isThrownBy(() -> format.read(file, ""))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_DATA));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.pt", "deflated.pt"})
  void noticesEveryChangedByteOfAStorage(String name) {
    byte[] whole = Fixture.bytes(name);
    FileContent.NamedTensors good = Fixture.read(Fixture.file(name), "");
    for (int at = 40; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Path file = Fixture.write(folder, changed);
      try {
        // Where something is still read, it is what was written: the byte carried no content.
        assertThat(Fixture.read(file, "").tensors()).as("byte %d", at).isEqualTo(good.tensors());
      } catch (FailureException e) {
        assertThat(e.getMessage()).as("byte %d", at).isNotBlank();
      }
    }
  }

  @Test
  void noticesBytesBehindTheLastStorage() {
    byte[] whole = Fixture.bytes("legacy.pth");
    Path file = Fixture.write(folder, Arrays.copyOf(whole, whole.length + 3));

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> format.describe(file))
        .withMessageContaining("3 bytes follow its last storage");
  }

  private static void assertAsWritten(FileContent.NamedTensors content) {
    JsonNode expected = Json.parse(Fixture.bytes("expected.json"));
    assertThat(content.tensors()).hasSize(expected.size());
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      Tensor found = content.tensors().get(entry.getKey());
      assertThat(found.shape()).as(entry.getKey()).isEqualTo(ints(entry.getValue().get("shape")));
      assertThat(found.toDoubles())
          .as(entry.getKey())
          .isEqualTo(doubles(entry.getValue().get("values")));
      assertThat(found.precision())
          .isEqualTo(entry.getKey().endsWith("double") ? Precision.FLOAT64 : Precision.FLOAT32);
    }
    assertThat(content.others())
        .containsExactly(new TensorDescription("module.num_batches_tracked", "int64", List.of()));
  }

  private static int[] ints(JsonNode list) {
    int[] ints = new int[list.size()];
    Arrays.setAll(ints, i -> list.get(i).intValue());
    return ints;
  }

  private static double[] doubles(JsonNode list) {
    double[] doubles = new double[list.size()];
    Arrays.setAll(doubles, i -> list.get(i).doubleValue());
    return doubles;
  }
}
