package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read when something is wrong: one sentence, an exit code, no stack trace. */
class FailureTest {
  @TempDir Path folder;

  static Stream<Arguments> impossible() {
    return Stream.of(
        Arguments.of("train-snn --T 0", "expected a whole number >= 1, found 0"),
        Arguments.of("convert --default-threshold -1", "expected a finite number > 0, found -1"),
        Arguments.of("convert --scalings 0.5,-0.2", "all > 0"),
        Arguments.of("convert --leak 1.5", "in (0, 1]"),
        Arguments.of("convert --percentile 101", "in [0, 100]"),
        Arguments.of("convert --search some", "one of all, stem"),
        Arguments.of("train-ann --net 32_B_64", "neither a channel count nor A"),
        Arguments.of("train-ann --net 8_A_8_A_8_A_8_A_8", "pool"),
        Arguments.of("train-ann --epochs 0", "--epochs: ann.epochs: expected a whole number >= 1"),
        Arguments.of("train-ann --epochs ten", "found \"ten\""),
        Arguments.of("train-ann --epochs 2.5", "expected a whole number, found 2.5"),
        Arguments.of("train-ann --batch 0", "found 0"),
        Arguments.of("train-ann --lr 0", "expected a finite number > 0"),
        Arguments.of("train-ann --lr NaN", "expected a finite number > 0, found NaN"),
        Arguments.of("train-ann --dropout 1", "in [0, 1)"),
        Arguments.of("train-ann --validation 0", "in (0, 1)"),
        Arguments.of("train-ann --weight-decay -1", ">= 0"),
        Arguments.of("train-ann --crop-padding -1", ">= 0"),
        Arguments.of("train-ann --flip maybe", "expected true or false"),
        Arguments.of("train-ann --optimiser adagrad", "adam-amsgrad"),
        Arguments.of("train-ann --optimiser sgd(momentum=2)", "momentum"),
        Arguments.of("train-ann --schedule step(divisor=0.5)", "divisor"),
        Arguments.of("train-ann --schedule cosine(wormup=1)", "cosine(warmup="),
        Arguments.of("train-ann --width 0", "> 0"),
        Arguments.of("train-ann --kernel 2", "odd"),
        Arguments.of("train-ann --dense 64,0", ">= 1"),
        Arguments.of("train-ann --initialisation zero", "he, authors"),
        Arguments.of("train-ann --threads -1", ">= 0"),
        Arguments.of("train-ann --kernels fast", "auto, vector, plain"),
        Arguments.of("train-ann --set mnist", "digits"),
        Arguments.of("train-ann --with ann.epoch=3", "nearest known key is ann.epochs"),
        Arguments.of("train-ann --resume --overwrite", "exclude"),
        Arguments.of("train-snn --reset none", "soft-unleaked"),
        Arguments.of("train-snn --surrogate linear(gamma=0)", "gamma"),
        Arguments.of("train-ann --T 5", "--T"),
        Arguments.of("bench --what speed", "inference, training, both, found \"speed\""),
        Arguments.of("bench --batch 0", "batch 0, must be >= 1"),
        Arguments.of("bench --batch many", "'many' is not an int"),
        Arguments.of("bench --rounds 0", "rounds 0, must be >= 1"),
        Arguments.of("bench --warm-up -1", "warm-up rounds -1, must be >= 0"),
        Arguments.of("bench --spike-rate 1.5", "spike rate 1.5, must be in (0, 1)"),
        Arguments.of("bench --input 32x32", "such as 3x32x32, found \"32x32\""),
        Arguments.of("bench --input 3x0x32", "every dimension must be >= 1"),
        Arguments.of("bench --classes 0", "number of classes 0, must be >= 1"),
        Arguments.of("bench --net 8_A_8_A_8 --input 3x2x2", "pool"),
        Arguments.of("bench --T 0", "expected a whole number >= 1, found 0"),
        Arguments.of("bench --data folder", "--data is for --checkpoint"),
        Arguments.of("bench --checkpoint x --net VGG5", "--net is for random weights"),
        Arguments.of("bench --checkpoint x --ann", "--ann is for random weights"),
        Arguments.of("bench --ann --T 5", "--time-steps is for spiking networks"),
        Arguments.of("bench --out folder", "--out"),
        Arguments.of("evaluate", "CHECKPOINT"),
        Arguments.of("trainann", "trainann"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void whatCannotBeIsOneSentence(String command, String sentence) {
    List<Object> arguments =
        Stream.of(command.split(" ")).map(word -> (Object) word.replace("_", " ")).toList();
    boolean trains = command.startsWith("train-") || command.startsWith("convert");
    Invocation run =
        Invocation.of(
            Stream.concat(arguments.stream(), trains ? Stream.of("--out", folder) : Stream.empty())
                .toArray());

    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.err().lines().filter(line -> line.startsWith("dietsnn: "))).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "USAGE,2",
    "BAD_DATA,65",
    "MISSING_INPUT,66",
    "UNAVAILABLE,69",
    "INPUT_OUTPUT,74",
    "TRAINING,75"
  })
  void everyKindOfFailureHasItsExitCode(FailureKind kind, int code) {
    FakeUseCases fakes = trained();
    fakes.evaluationFailure = new FailureException(kind, "what happened");

    Invocation run = evaluate(fakes);

    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err()).contains("dietsnn: what happened").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void theHelpExplainsEveryExitCode(FailureKind kind) {
    String help = Invocation.of("run", "--help").out();

    assertThat(help)
        .containsPattern("(?m)^  " + org.dietsnn.cli.console.ExitCode.of(kind) + " +\\w");
  }

  @Test
  void anInternalErrorSaysWhereItsTraceIs() {
    FakeUseCases fakes = trained();
    fakes.evaluationFailure = new IllegalStateException("impossible");

    Invocation run = evaluate(fakes);

    assertThat(run.code()).isEqualTo(70);
    assertThat(run.err()).contains("internal error").doesNotContain("\tat ");
    String path = run.err().strip().replaceAll("(?s).*trace is in ", "");
    assertThat(Path.of(path)).content().contains("\tat ");
    assertThat(Path.of(path).toFile().delete()).isTrue();
  }

  @Test
  void debugShowsTheTrace() {
    assertThat(Invocation.of("train-ann", "--epochs", 0, "--debug").err()).contains("\tat ");
  }

  @Test
  void anUnknownBackendIsMetWithTheNamesOfThoseThere() {
    Invocation run = Invocation.of("train-ann", "--backend", "gpu", "--out", folder);

    assertThat(run.code()).isEqualTo(69);
    assertThat(run.err()).contains("no compute backend is named \"gpu\"", "absent, cpu, reference");
  }

  @Test
  void aBackendThatCannotBeHadSaysWhy() {
    Invocation run = Invocation.of("train-ann", "--backend", "absent", "--out", folder);

    assertThat(run.code()).isEqualTo(69);
    assertThat(run.err())
        .contains("dietsnn: backend absent is not usable here: no such device here")
        .doesNotContain("internal");
  }

  @Test
  void aMissingDataFolderIsNamed() {
    Invocation run = Invocation.of("train-ann", "--data", folder.resolve("nowhere"));

    assertThat(run.code()).isEqualTo(66);
    assertThat(run.err()).contains("nowhere is not there");
  }

  @Test
  void aFolderOfSomethingElseIsMetWithTheKnownSets() {
    Invocation run = Invocation.of("train-ann", "--data", folder);

    assertThat(run.code()).isEqualTo(66);
    assertThat(run.err()).contains("cifar10, cifar100");
  }

  @Test
  void aMissingCheckpointIsNamed() {
    Invocation run = Invocation.of("evaluate", folder.resolve("no.safetensors"));

    assertThat(run.code()).isEqualTo(66);
    assertThat(run.err()).contains("no.safetensors");
  }

  @Test
  void aFileThatIsNoCheckpointIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("foreign.safetensors"), "hello, I am a text");

    Invocation run = Invocation.of("evaluate", file);

    assertThat(run.code()).isEqualTo(65);
    assertThat(run.err()).contains("foreign.safetensors");
  }

  private FakeUseCases trained() {
    FakeUseCases fakes = new FakeUseCases();
    assertThat(Invocation.of(fakes, "train-ann", "--out", folder, "--epochs", 1).code()).isZero();
    return fakes;
  }

  private Invocation evaluate(FakeUseCases fakes) {
    return Invocation.of(fakes, "evaluate", folder.resolve("ann/best.safetensors"));
  }
}
