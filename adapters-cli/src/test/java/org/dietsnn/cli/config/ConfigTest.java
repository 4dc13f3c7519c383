package org.dietsnn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), text);
  }

  @Test
  void theDefaultsAreTheseOnes() {
    assertThat(ConfigLayers.toYaml(new ConfigLayers().build()))
        .isEqualTo(
            """
            seed: 1
            backend: auto
            threads: 0
            kernels: auto
            output: runs/default
            checkpoint-minutes: 15
            data:
              set: auto
              folder: null
              crop: null
              resize: null
              crop-scale: 0.08
              on-broken: stop
              threads: 0
              index: null
              labels: null
            net:
              layers: 32 A 64 64 A
              dense:
                - 256
              width: 1
              kernel: 3
              bias: false
              initialisation: he
            ann:
              epochs: 30
              batch: 64
              learning-rate: 0.001
              optimiser: "adam(beta1=0.9, beta2=0.999, epsilon=0.00000001)"
              weight-decay: 0.0005
              schedule: "cosine(warmup=0.05, end=0.01)"
              dropout: 0.1
              crop-padding: null
              flip: null
              validation: 0.1
            convert:
              percentile: 99.7
              calibration: 256
              search-steps: 100
              scalings:
                - 0.3
                - 0.4
                - 0.5
                - 0.6
                - 0.7
                - 0.8
                - 1
              leak: 1
              search: all
              default-threshold: 1
            neuron:
              time-steps: 5
              reset: soft
              surrogate: linear(gamma=0.3)
            snn:
              epochs: 30
              batch: 64
              learning-rate: 0.0001
              optimiser: "adam-amsgrad(beta1=0.9, beta2=0.999, epsilon=0.00000001)"
              weight-decay: 0.0005
              schedule: "step(divisor=5, at=0.6 0.8 0.9)"
              dropout: 0.1
              crop-padding: null
              flip: null
              validation: 0.1
            evaluate:
              batch: 100
            """);
  }

  @Test
  void aFileWinsOverDefaultsAndFlagsOverTheFile() throws IOException {
    Path file = file("seed: 7\nann:\n  epochs: 3\n  batch: 16\nsnn:\n");

    RunConfig config = new ConfigLayers().file(file).value("ann.batch", "8", "--batch").build();

    assertThat(config.seed()).isEqualTo(7);
    assertThat(config.ann().epochs()).isEqualTo(3);
    assertThat(config.ann().batch()).isEqualTo(8);
    assertThat(config.ann().dropout()).isEqualTo(0.1);
    assertThat(config.snn()).isEqualTo(RunConfig.defaults().snn());
  }

  @Test
  void anEmptyFileChangesNothing() throws IOException {
    assertThat(new ConfigLayers().file(file("# nothing\n")).build())
        .isEqualTo(new ConfigLayers().build());
  }

  @Test
  void whatIsPrintedCanBeReadAgain() throws IOException {
    RunConfig config =
        new ConfigLayers()
            .value("net.layers", "VGG5", "--net")
            .value("ann.learning-rate", "1e-5", "--lr")
            .build()
            .resolvedFor("cifar10");

    assertThat(new ConfigLayers().file(file(ConfigLayers.toYaml(config))).build())
        .isEqualTo(config);
  }

  @Test
  void aKnownNetBringsItsDenseLayers() {
    assertThat(new ConfigLayers().value("net.layers", "VGG5", "--net").build().net().dense())
        .containsExactly(4096, 4096);
    assertThat(new ConfigLayers().value("net.layers", "8 A", "--net").build().net().dense())
        .isEmpty();
  }

  @Test
  void augmentationFollowsTheDataSetUnlessChosen() {
    RunConfig config = new ConfigLayers().value("ann.flip", "false", "--flip").build();

    assertThat(config.resolvedFor("cifar10").ann().cropPadding()).isEqualTo(4);
    assertThat(config.resolvedFor("cifar10").ann().flip()).isFalse();
    assertThat(config.resolvedFor("cifar10").snn().flip()).isTrue();
    assertThat(config.resolvedFor("digits").snn().cropPadding()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann:/  epoch: 3 | line 2: unknown key ann.epoch; the nearest known key is ann.epochs",
        "bakend: cpu | line 1: unknown key bakend; the nearest known key is backend",
        "epochs: 3 | line 1: unknown key epochs; the nearest known key is ann.epochs",
        "time-steps: 3 | unknown key time-steps; the nearest known key is neuron.time-steps",
        "seed: one | line 1: seed: expected a whole number, found \"one\"",
        "ann:/  dropout: high | line 2: ann.dropout: expected a number, found \"high\"",
        "ann:/  epochs: 2.5 | line 2: ann.epochs: expected a whole number, found 2.5",
        "net:/  bias: 3 | line 2: net.bias: expected true or false, found 3",
        "net:/  dense: [a] | line 2: net.dense[0]: expected a whole number, found \"a\"",
        "net:/  dense: 64 | line 2: net.dense: expected a list, found 64",
        "net: VGG16 | line 1: net: expected a section with keys of its own, found \"VGG16\"",
        "snn:/  epochs: -1 | line 2: snn.epochs: expected a whole number >= 1, found -1",
        "seed: 1/seed: 2 | line 2: not valid YAML: Duplicate field 'seed'",
        "'a: [1' | not valid YAML",
        "hello | expected keys",
      })
  void whatIsWrongIsNamedWithItsLine(String lines, String sentence) throws IOException {
    Path file = file(lines.replace('/', '\n') + "\n");

    assertThatThrownBy(() -> new ConfigLayers().file(file).build())
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(sentence)
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear | linear(gamma=0.3)",
        "linear(gamma=0.5) | linear(gamma=0.5)",
        "exponential(beta=2) | exponential(alpha=0.3, beta=2)",
        "fast-sigmoid | fast-sigmoid(slope=2)",
        "arctan | arctan(alpha=2)",
        "rectangular( width = 0.5 ) | rectangular(width=0.5)",
      })
  void surrogatesAreWrittenInFull(String written, String full) {
    NeuronConfig config = new NeuronConfig(5, "hard", written);

    assertThat(config.surrogate()).isEqualTo(full);
    assertThat(config.neuron().reset()).isEqualTo(Reset.HARD);
  }

  @Test
  void theDefaultNeuronIsThatOfDietSnn() {
    Neuron.Lif neuron = RunConfig.defaults().neuron().neuron();

    assertThat(neuron).isEqualTo(Neuron.Lif.standard());
    assertThat(neuron.surrogate()).isEqualTo(new Surrogate.Linear(0.3));
  }
}
