package org.dietsnn.data.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedCheckpointTest {
  private static final String UNUSABLE = " cannot be used as a safetensors file: ";
  private static final String COPY = "; use an undamaged copy";
  private static final String RENEW = "; use another checkpoint or save it anew";

  private final SafetensorsRunStore store = new SafetensorsRunStore();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("best.safetensors");
  }

  @Test
  void givenNoFileWhenLoadedThenIsMissing() {
    assertThatThrownBy(() -> store.load(file))
        .hasMessage("there is no file " + file + "; check its name")
        .satisfies(
            e -> assertThat(((FailureException) e).kind()).isEqualTo(FailureKind.MISSING_INPUT));
  }

  @Test
  void givenAFolderWhenLoadedThenSaysSo() throws IOException {
    Files.createDirectory(file);
    refused()
        .hasMessage(file + ": expected a safetensors file, found a folder; name the file in it");
  }

  @Test
  void givenFewerThanEightBytesWhenLoadedThenSaysHowMany() throws IOException {
    Files.write(file, new byte[7]);
    refused().hasMessage(file + UNUSABLE + "it has 7 bytes, expected at least 8" + COPY);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "0, 0",
    "1, 1",
    "9223372036854775807, 9223372036854775807",
    "-1, 18446744073709551615",
  })
  void givenAForgedHeaderLengthWhenLoadedThenSaysWhatIsPossible(long claimed, String shown) {
    Forgery.raw(file, claimed, new byte[] {'{', '}'}, 0);
    refused()
        .hasMessage(
            file
                + UNUSABLE
                + "its header claims "
                + shown
                + " bytes, expected 2 to 2 (it has 10 bytes in all)"
                + COPY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":         | 0 | not valid JSON
          []            | 0 | header must be an object, found []
          {} x          | 0 | not valid JSON
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | Duplicate
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}} | 6 | tensor b begins at byte 2, expected 4: the data have tensors that overlap
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | 12 | tensor b begins at byte 8, expected 4: the data have a hole
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | tensor a begins at byte 4, expected 0: the data have a hole
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} | 4 | tensor a of shape [2] and type F32 needs 8 bytes, found 4
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}} | 4 | tensor a lies from byte 4 to byte 0, expected 0 <= begin <= end
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}} | 4 | tensor a lies from byte -4 to byte 0, expected 0 <= begin <= end
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}} | 4 | tensor a has shape [-1], expected dimensions >= 0
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}} | 4 | tensor a has shape [4294967296, 4294967296], more elements than any file can hold
          {"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}} | 4 | tensor a has dtype F31, known are [BOOL, U8,
          {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}} | 4 | a.shape must be a whole number, found 1.5
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}} | 4 | a.data_offsets must be a whole number, found 99999999999999999999
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}} | 4 | tensor a must have 2 data_offsets, found [0]
          {"a":{"dtype":"F32","data_offsets":[0,4]}} | 4 | a.shape must be a list, found nothing
          {"a":[]}      | 0 | a must be an object, found []
          {"__metadata__":{"format":1}} | 0 | header.__metadata__.format must be a text, found 1
          """)
  void givenAnImpossibleHeaderWhenLoadedThenSaysWhy(String header, int dataBytes, String why) {
    Forgery.raw(file, header, dataBytes);
    refused()
        .hasMessageStartingWith(file + UNUSABLE + "its header is wrong: ")
        .hasMessageContaining(why)
        .hasMessageEndingWith(COPY);
  }

  @Test
  void givenATensorBeyondTheEndWhenLoadedThenIsTruncated() {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1000000000],\"data_offsets\":[0,4000000000]}}";
    Forgery.raw(file, header, 16);
    refused()
        .hasMessage(
            "%s%sit is truncated: expected %d bytes, found %d%s"
                .formatted(
                    file,
                    UNUSABLE,
                    8 + header.length() + 4_000_000_000L,
                    8 + header.length() + 16,
                    COPY));
  }

  @Test
  void givenACheckpointCutShortWhenLoadedThenIsTruncated() throws IOException {
    store.save(file, Checkpoints.training());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    refused()
        .hasMessage(
            "%s%sit is truncated: expected %d bytes, found %d%s"
                .formatted(file, UNUSABLE, bytes.length, bytes.length - 1, COPY));
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    refused()
        .hasMessage(
            "%s%sit is too long: expected %d bytes, found %d%s"
                .formatted(file, UNUSABLE, bytes.length, bytes.length + 1, COPY));
  }

  @Test
  void givenAForeignSafetensorsFileWhenLoadedThenSaysThatItIsNoCheckpoint() {
    Forgery.raw(
        file,
        "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        4);
    refused()
        .hasMessage(
            file
                + " is a safetensors file, but not a dietsnn checkpoint: expected format \"dietsnn-checkpoint\" in its metadata, found \"pt\"; use a file that dietsnn saved");
    Forgery.raw(file, "{}", 0);
    refused().hasMessageContaining("in its metadata, found nothing;");
  }

  @Test
  void givenAnotherVersionWhenLoadedThenSaysBoth() {
    store.save(file, Checkpoints.training());
    Forgery.retold(file, "version", "3");
    refused()
        .hasMessage(
            file
                + " has another checkpoint version: expected \"1\", found \"3\"; use the dietsnn that saved it");
  }

  @Test
  void givenOneFlippedBitInATensorWhenLoadedThenIsCorrupt() throws IOException {
    store.save(file, Checkpoints.training());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    refused()
        .hasMessageMatching(
            Pattern.quote(file.toString())
                + " is corrupt: expected SHA-256 \"[0-9a-f]{64}\", found \"[0-9a-f]{64}\"; use an undamaged copy or an earlier checkpoint");
  }

  @Test
  void givenNoChecksumWhenLoadedThenIsCorrupt() {
    Forgery.raw(
        file, "{\"__metadata__\":{\"format\":\"dietsnn-checkpoint\",\"version\":\"1\"}}", 0);
    refused().hasMessageContaining("is corrupt: expected SHA-256 nothing, found ");
  }

  @Test
  void givenAnotherElementTypeWhenLoadedThenSaysWhich() {
    Forgery.raw(
        file,
        "{\"__metadata__\":{\"format\":\"dietsnn-checkpoint\",\"version\":\"1\"},\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
        2);
    refused().hasMessage(file + UNUSABLE + "tensor a: expected dtype F32 or F64, found I8" + COPY);
  }

  @Test
  void givenNoModelWhenLoadedThenSaysSo() {
    store.save(file, Checkpoints.training());
    Forgery.retold(file, "model", null);
    refused()
        .hasMessage(
            file + " does not fit together: expected model in its metadata, found nothing" + RENEW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                               | model.input must be an object, found nothing
          {"input":3}                      | model.input must be an object, found 3
          {                                | model in its metadata: not valid JSON
          """)
  void givenAModelThatIsNoneWhenLoadedThenNamesTheField(String model, String why) {
    store.save(file, Checkpoints.training());
    Forgery.retold(file, "model", model);
    refused().hasMessageStartingWith(file + " does not fit together: " + why);
  }

  @Test
  void givenAnUnknownNeuronWhenLoadedThenSaysWhichAreKnown() {
    store.save(file, Checkpoints.training());
    String model = ModelJson.write(Checkpoints.training().model()).toString();
    Forgery.retold(file, "model", model.replace("\"lif\"", "\"izhikevich\""));
    refused().hasMessageContaining("hidden neurons are relu or lif, found izhikevich");
    Forgery.retold(file, "model", model.replace("\"linear\"", "\"step\""));
    refused().hasMessageContaining("surrogates are linear, exponential, fast_sigmoid, arctan");
    Forgery.retold(file, "model", model.replace("\"soft\"", "\"none\""));
    refused().hasMessageContaining("resets are soft, soft_unleaked or hard, found none");
  }

  @Test
  void givenGiganticImagesInTheModelWhenLoadedThenIsRefused() {
    store.save(file, Checkpoints.training());
    String model = ModelJson.write(Checkpoints.training().model()).toString();
    Forgery.retold(file, "model", model.replace("\"height\":4", "\"height\":2000000000"));
    refused().hasMessageContaining("does not fit together");
  }

  @Test
  void givenAParameterOfAnotherShapeWhenLoadedThenSaysBothShapes() {
    write("features.0.weight", Tensor.of(new int[] {1, 1, 3, 3}, new float[9]));
    refused()
        .hasMessage(
            file
                + " does not fit together: parameter features.0.weight must have shape [2, 1, 3, 3], found [1, 1, 3, 3]"
                + RENEW);
  }

  @Test
  void givenAMissingParameterWhenLoadedThenNamesIt() {
    Checkpoint whole =
        Checkpoints.of(Checkpoints.model(new Neuron.Relu(), 1), Precision.FLOAT64, 1, false);
    new CheckpointWriter(
            new Checkpoint(
                whole.model(), new Parameters(Map.of()), whole.provenance(), whole.training()))
        .write(file);
    refused().hasMessageContaining("parameter features.0.weight of shape [2, 1, 3, 3] is missing");
  }

  @Test
  void givenAParameterTooManyWhenLoadedThenNamesIt() {
    write("extra", Tensor.scalar(1, Precision.FLOAT32));
    refused().hasMessageContaining("parameter extra belongs to no part of the network");
  }

  @Test
  void givenANanWhenLoadedThenSaysWhere() {
    write("classifier.3.bias", Tensor.of(new int[] {2}, new float[] {0, Float.NaN}));
    refused()
        .hasMessageContaining("parameter classifier.3.bias must be finite, found NaN at index 1");
  }

  @Test
  void givenAThresholdThatIsNotPositiveWhenLoadedThenSaysWhich() {
    String threshold = Checkpoints.training().model().network().population(1).thresholdName();
    write(threshold, Tensor.scalar(0, Precision.FLOAT32));
    refused().hasMessageContaining("threshold " + threshold + " must be > 0, found 0.0");
  }

  @Test
  void givenOptimiserStateInARecordThatIsNotResumableWhenLoadedThenNamesIt() {
    Checkpoint whole = Checkpoints.training();
    new CheckpointWriter(whole).write(file);
    Forgery.retold(
        file,
        "training",
        Json.text(TrainingJson.write(whole.training().orElseThrow().withoutOptimiserState())));
    refused()
        .hasMessageContaining(
            "expected no optimiser state in a checkpoint that is not resumable, found first/features.0.weight");
  }

  @Test
  void givenOptimiserStateOfNoParameterWhenLoadedThenNamesIt() {
    write("optimiser/first/nothing", Tensor.scalar(0, Precision.FLOAT32));
    refused()
        .hasMessageContaining(
            "optimiser state first/nothing belongs to no parameter, expected slot/parameter");
  }

  @Test
  void givenOptimiserStateOfAnotherSizeWhenLoadedThenSaysBoth() {
    write("optimiser/third/classifier.3.bias", Tensor.scalar(0, Precision.FLOAT32));
    refused()
        .hasMessageContaining(
            "optimiser state third/classifier.3.bias must have 2 elements as its parameter, found 1");
  }

  /** Writes a checkpoint with one tensor added or replaced, unchecked. */
  private void write(String name, Tensor value) {
    new CheckpointWriter(Checkpoints.with(Checkpoints.training(), name, value)).write(file);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused() {
    return assertThatThrownBy(() -> store.load(file))
        .isInstanceOf(FailureException.class)
        .satisfies(e -> assertThat(((FailureException) e).kind()).isEqualTo(FailureKind.BAD_DATA));
  }
}
