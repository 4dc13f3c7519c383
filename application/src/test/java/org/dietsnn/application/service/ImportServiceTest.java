package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.MatchedParameter;
import org.dietsnn.application.format.MatchedParameter.Origin;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.application.port.in.ImportCommand;
import org.dietsnn.application.port.in.ImportedNetwork;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportServiceTest {
  private static final Normalisation PLAIN =
      new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  @TempDir Path folder;
  private Path file;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private List<TensorDescription> others = List.of();

  @BeforeEach
  void aFile() throws IOException {
    file = Files.writeString(folder.resolve("net.pt"), "of the format below");
  }

  @Test
  void recognisesTheAuthorsSpikingVggByNamesAndShapes() {
    // given what torch.save(model.state_dict()) of a VGG5 of width 2/64 gives, thresholds as
    // vectors of one number, leaks as numbers
    Architecture vgg =
        new Architecture("2 A 4 4 A", List.of(6), 1, new Shape(3, 32, 32), 10, 3, false);
    write(vgg, "module.");
    double theta = 0.5;
    for (int id : new int[] {0, 3, 6, 9}) {
      tensors.put("module.threshold.t" + id, Tensor.of(new int[] {1}, new double[] {theta}));
      tensors.put("module.leak.l" + id, Tensor.of(new int[0], new double[] {0.9}));
      theta += 0.25;
    }
    facts.put("timesteps", "7");

    // when it is imported without a word about the network
    Checkpoint imported = imported(command(Optional.empty(), Optional.empty())).checkpoint().get();

    // then it is that network with its neurons' parameters, for the CIFAR-10 of the authors
    assertThat(imported.model().architecture()).isEqualTo(vgg);
    assertThat(imported.model().timeSteps()).isEqualTo(7);
    assertThat(imported.model().hidden()).isEqualTo(Neuron.Lif.standard());
    assertThat(imported.model().normalisation().means()).containsExactly(0.4914, 0.4822, 0.4465);
    assertThat(imported.parameters().scalar("threshold.t9")).isEqualTo(1.25);
    assertThat(imported.parameters().scalar("leak.l6")).isEqualTo(0.9);
    assertThat(imported.parameters().get("features.3.weight"))
        .isEqualTo(tensors.get("module.features.3.weight"));
    assertThat(imported.provenance().origin()).isEqualTo("imported from net.pt (given)");
  }

  @Test
  void recognisesTheAuthorsWideResNet() {
    Architecture resNet =
        new Architecture("ResNet12", List.of(), 2.0 / 64, new Shape(3, 32, 32), 100, 3, false);
    write(resNet, "module.");

    Checkpoint imported = imported(command(Optional.empty(), Optional.empty())).checkpoint().get();

    assertThat(imported.model().architecture()).isEqualTo(resNet);
    assertThat(imported.model().spiking()).isFalse();
    assertThat(imported.model().normalisation().means()).containsExactly(0.5071, 0.4867, 0.4408);
  }

  @Test
  void foldsTheBatchNormalisationsOfACifarResNetAndSetsItsShortcuts() {
    // given a ResNet-8 of two channels as its published code names it
    writeCifarResNet8();
    others = List.of(new TensorDescription("bn1.num_batches_tracked", "int64", List.of()));

    // when it is imported
    ImportedNetwork result = imported(command(Optional.empty(), Optional.empty()));

    // then weights and biases are folded, here by the formula
    Parameters parameters = result.checkpoint().get().parameters();
    double factor = 1.5 / Math.sqrt(0.25 + 1e-5);
    assertThat(parameters.get("layer1.0.conv1.weight").at(5))
        .isCloseTo(tensors.get("layer1.0.conv1.weight").at(5) * factor, within(1e-6));
    assertThat(parameters.get("layer1.0.conv1.bias").at(1))
        .isCloseTo(-0.5 - 0.125 * factor, within(1e-6));
    // and the shortcuts copy channels i to i + (out - in) / 2
    assertThat(parameters.get("layer2.0.shortcut.0.weight").toFloats())
        .containsExactly(0, 0, 1, 0, 0, 1, 0, 0);
    assertThat(parameters.get("layer2.0.shortcut.0.bias").toFloats()).containsOnly(0);
    assertThat(result.report().complete()).isTrue();
    assertThat(result.report().notes()).anyMatch(note -> note.contains("set by the importer"));
    assertThat(result.report().leftOver())
        .singleElement()
        .satisfies(left -> assertThat(left.accountedFor()).isTrue());
    assertThat(entry(result, "layer2.0.shortcut.0.weight").origin()).isEqualTo(Origin.CONSTANT);
    assertThat(entry(result, "conv1.bias").origin()).isEqualTo(Origin.FOLDED);
    assertThat(entry(result, "linear.bias").origin()).isEqualTo(Origin.COPIED);
    assertThat(result.checkpoint().get().model().normalisation().deviations())
        .containsExactly(0.229, 0.224, 0.225);
  }

  @Test
  void leavesNothingUninitialised() {
    writeCifarResNet8();
    tensors.remove("layer3.0.bn2.running_var");
    tensors.put("linear.weight", Tensor.of(new int[] {10, 9}, new float[90]));
    tensors.put("surplus", Tensor.of(new int[] {1}, new float[1]));

    ImportedNetwork result = imported(command(Optional.empty(), Optional.empty()));

    assertThat(result.checkpoint()).isEmpty();
    MatchedParameter missing = entry(result, "layer3.0.conv2.weight");
    assertThat(missing.origin()).isEqualTo(Origin.MISSING);
    assertThat(missing.note()).contains("layer3.0.bn2.running_var");
    MatchedParameter misfit = entry(result, "linear.weight");
    assertThat(misfit.origin()).isEqualTo(Origin.MISFIT);
    assertThat(misfit.shape()).containsExactly(10L, 8L);
    assertThat(misfit.from().get(0).shape()).containsExactly(10L, 9L);
    assertThat(result.report().leftOver())
        .filteredOn(left -> !left.accountedFor())
        .extracting(left -> left.tensor().name())
        .contains("surplus");
  }

  @Test
  void takesANetworkOfForeignNamesByAMapping() {
    // given a network whose layers have other names, one with a batch normalisation
    tensors.put("body.0.weight", filled(new int[] {2, 3, 3, 3}, 0.5));
    tensors.put("body.1.weight", filled(new int[] {2}, 2));
    tensors.put("body.1.bias", filled(new int[] {2}, 1));
    tensors.put("body.1.running_mean", filled(new int[] {2}, 0.5));
    tensors.put("body.1.running_var", filled(new int[] {2}, 3));
    tensors.put("head.w", filled(new int[] {4, 128}, 0.25));
    tensors.put("auxiliary.weight", filled(new int[] {7}, 1));
    Architecture net = new Architecture("2 A", List.of(), 1, new Shape(3, 16, 16), 4, 3, true);
    NameMapping mapping =
        new NameMapping(
            "",
            Map.of("features.0", "body.0"),
            Map.of("features.0", "body.1"),
            1,
            Map.of("classifier.0.weight", "head.w"),
            Map.of("classifier.0.bias", NameMapping.Constant.ZERO),
            List.of("aux*.weight"));

    ImportedNetwork result = imported(command(Optional.of(net), Optional.of(mapping)));

    // then gamma / sqrt(variance + epsilon) = 2 / sqrt(4) = 1
    Parameters parameters = result.checkpoint().get().parameters();
    assertThat(parameters.get("features.0.weight").toFloats()).containsOnly(0.5f);
    assertThat(parameters.get("features.0.bias").toFloats()).containsOnly(0.5f);
    assertThat(parameters.get("classifier.0.weight").toFloats()).containsOnly(0.25f);
    assertThat(parameters.get("classifier.0.bias").toFloats()).containsOnly(0f);
    assertThat(result.report().leftOver())
        .singleElement()
        .satisfies(left -> assertThat(left.reason()).contains("ignored"));
  }

  @Test
  void refusesThresholdsThatCannotBe() {
    write(new Architecture("2 A 4 4 A", List.of(), 1, new Shape(3, 32, 32), 10, 3, false), "");
    for (int id : new int[] {0, 3, 6}) {
      tensors.put("threshold.t" + id, filled(new int[] {1}, id == 3 ? -0.1 : 1));
      tensors.put("leak.l" + id, filled(new int[] {1}, 1));
    }
    facts.put("timesteps", "5");

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> imported(command(Optional.empty(), Optional.empty())))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_DATA))
        .withMessageContaining("threshold.t3 must be > 0, found -0.1");
  }

  @Test
  void asksForWhatNeitherFileNorUserSays() {
    tensors.put("w", filled(new int[] {3}, 1));

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> imported(command(Optional.empty(), Optional.empty())))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .withMessageContaining("--net");
  }

  private void writeCifarResNet8() {
    Architecture net =
        new Architecture("CifarResNet8", List.of(), 0.125, new Shape(3, 32, 32), 10, 3, true);
    write(net, "");
    tensors.keySet().removeIf(name -> name.contains("shortcut"));
    for (String name : List.copyOf(tensors.keySet())) {
      if (name.endsWith(".bias") && !name.startsWith("linear")) {
        int[] channels = tensors.remove(name).shape();
        String norm = name.replace("conv", "bn").replace(".bias", "");
        tensors.put(norm + ".weight", filled(channels, 1.5));
        tensors.put(norm + ".bias", filled(channels, -0.5));
        tensors.put(norm + ".running_mean", filled(channels, 0.125));
        tensors.put(norm + ".running_var", filled(channels, 0.25));
      }
    }
  }

  private void write(Architecture architecture, String prefix) {
    Network network = architecture.build();
    Initialisation.HE_FAN_IN
        .draw(network, new SplittableRandom(3))
        .values()
        .forEach((name, tensor) -> tensors.put(prefix + name, tensor));
  }

  private static Tensor filled(int[] shape, double value) {
    float[] values = new float[Tensor.count(shape)];
    Arrays.fill(values, (float) value);
    return Tensor.of(shape, values);
  }

  private static MatchedParameter entry(ImportedNetwork result, String name) {
    return result.report().parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ImportCommand command(Optional<Architecture> net, Optional<NameMapping> mapping) {
    return new ImportCommand(
        file,
        "",
        net,
        Optional.empty(),
        mapping,
        net.map(n -> PLAIN),
        List.of(),
        OptionalInt.empty(),
        Neuron.Lif.standard(),
        1,
        0.1);
  }

  private ImportedNetwork imported(ImportCommand command) {
    return new ImportService(Set.of(new GivenFormat())).importNetwork(command);
  }

  /** Holds what the test put into it. */
  private final class GivenFormat implements ModelFormat {
    @Override
    public String name() {
      return "given";
    }

    @Override
    public boolean recognises(Path path) {
      return true;
    }

    @Override
    public FileDescription describe(Path path) {
      throw new AssertionError("an import does not need a description");
    }

    @Override
    public FileContent read(Path path, String part) {
      return new FileContent.NamedTensors(tensors, others, facts);
    }
  }
}
