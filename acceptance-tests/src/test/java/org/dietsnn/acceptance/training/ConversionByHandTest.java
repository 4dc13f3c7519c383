package org.dietsnn.acceptance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.port.in.Conversion;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.ThresholdSearch;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.service.ConversionService;
import org.dietsnn.cpu.engine.FloatBackend;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConversionByHandTest {
  static final List<ComputeBackend> ENGINES =
      List.of(new ReferenceBackend(), new FloatBackend(1, "auto"), new FloatBackend(2, "plain"));

  /**
   * Pixels 1, 0.5, 0, 0 and weight 2 bring currents 2, 1, 0, 0 at each of three steps, so the first
   * threshold is 2. U of the first neuron is then 2 (no spike, it must exceed), 4 (spike, 2 is
   * left), 4 (spike); of the second 1, 2, 3 (spike). With weights 3 and 1 from these two the second
   * layer sees 0, 3, 3 + 1, so its threshold is 4.
   */
  @ParameterizedTest
  @FieldSource("ENGINES")
  void thresholdsAreThoseFoundByHand(ComputeBackend engine) {
    Shape shape = new Shape(1, 2, 2);
    Normalisation asIs = new Normalisation(List.of(0.0), List.of(1.0));
    List<String> classes = List.of("a", "b");
    Model model =
        new Model(
            new Architecture("1", List.of(1), 1, shape, 2, 1, false),
            new Neuron.Relu(),
            1,
            asIs,
            classes);
    Parameters parameters =
        new Parameters(
            Map.of(
                "features.0.weight", tensor(new int[] {1, 1, 1, 1}, 2),
                "classifier.0.weight", tensor(new int[] {1, 4}, 3, 1, 7, 7),
                "classifier.3.weight", tensor(new int[] {2, 1}, 1, -1)));
    Checkpoint ann =
        new Checkpoint(
            model,
            parameters,
            new Provenance("", 1, 0.25, "by hand", "", Map.of(), "by hand"),
            Optional.empty());
    ImageSet images = new SameImage();
    ConvertCommand command =
        new ConvertCommand(
            engine,
            ann,
            Neuron.Lif.standard(),
            5,
            new DataSet("by hand", shape, classes, images, images, asIs),
            3,
            3,
            new PercentileRule(100),
            List.of(0.7),
            1,
            ThresholdSearch.ALL_LAYERS,
            1,
            0.25,
            1);

    Conversion conversion = new ConversionService().convert(command, ProgressListener.silent());

    assertThat(conversion.layers()).extracting(l -> l.found()).containsExactly(2.0, 4.0);
    Parameters found = conversion.snn().parameters();
    assertThat(found.scalar("threshold.t0")).isCloseTo(1.4, within(1e-6));
    assertThat(found.scalar("threshold.t3")).isCloseTo(2.8, within(1e-6));
  }

  private static Tensor tensor(int[] shape, float... values) {
    return Tensor.of(shape, values);
  }

  private record SameImage() implements ImageSet {
    @Override
    public int size() {
      return 4;
    }

    @Override
    public int label(int index) {
      return 0;
    }

    @Override
    public void read(int index, float[] into, int offset) {
      System.arraycopy(new float[] {1, 0.5f, 0, 0}, 0, into, offset, 4);
    }

    @Override
    public String fingerprint() {
      return "by hand";
    }
  }
}
