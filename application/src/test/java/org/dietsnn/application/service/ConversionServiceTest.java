package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dietsnn.application.port.in.Conversion;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.ThresholdSearch;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;

class ConversionServiceTest {
  private static final double DEFAULT_THRESHOLD = 1.5;
  private static final double LEAK = 0.9;

  private final Checkpoint ann = Given.checkpoint(Given.ann("20 30"));
  private final ScriptedBackend backend = new ScriptedBackend((n, k, p, t) -> Given.right(n));

  @Test
  void aThresholdIsTheGreatestCurrentOfAllStepsTimesTheScaling() {
    backend.currents.put(1, new double[] {0.25, 1.5, 0.5});
    backend.currents.put(2, new double[] {-3, -1, 0.75});

    Conversion conversion =
        convert(ann, Given.data(20, 5), List.of(0.5), ThresholdSearch.ALL_LAYERS);

    assertThat(conversion.layers())
        .containsExactly(
            new Conversion.LayerThreshold("features.0", 1.5, 0.75),
            new Conversion.LayerThreshold("features.3", 0.75, 0.375));
    assertThat(backend.fired).containsExactly("1=1.5", "2=0.75");
    assertThat(conversion.scaling()).isEqualTo(0.5);
    assertThat(conversion.trials()).isEmpty();
  }

  @Test
  void weightsAreTakenOverAndEveryLeakIsSet() {
    backend.currents.put(1, new double[] {2});
    backend.currents.put(2, new double[] {3});

    Checkpoint snn =
        convert(ann, Given.data(20, 5), List.of(1.0), ThresholdSearch.ALL_LAYERS).snn();

    Parameters parameters = snn.parameters();
    ann.parameters()
        .values()
        .forEach((name, weight) -> assertThat(parameters.get(name)).isEqualTo(weight));
    assertThat(parameters.scalar("leak.l0")).isCloseTo(LEAK, within(1e-6));
    assertThat(parameters.scalar("threshold.t3")).isEqualTo(3);
    assertThat(snn.model().spiking()).isTrue();
    assertThat(snn.model().timeSteps()).isEqualTo(5);
    assertThat(snn.training()).isEmpty();
  }

  @Test
  void theOriginTellsTheAnnAndHowItWasConverted() {
    backend.currents.put(1, new double[] {2});
    backend.currents.put(2, new double[] {3});

    Provenance provenance =
        convert(ann, Given.data(20, 5), List.of(0.6), ThresholdSearch.ALL_LAYERS)
            .snn()
            .provenance();

    assertThat(provenance.origin())
        .startsWith("converted from an ANN trained on numbers with seed 1")
        .contains(ann.parameters().fingerprint(), "initialised")
        .contains("layers ALL_LAYERS", "percentile 99.7", "12 images over 3 steps")
        .contains("scaling 0.6 of [0.6]", "leak 0.9", "T = 5");
    assertThat(provenance.validation()).isEqualTo(0.25);
    assertThat(provenance.versions()).containsEntry("backend", "a test").containsKey("dietsnn");
  }

  @Test
  void theHistoryOfTheAnnIsKept() {
    backend.currents.put(1, new double[] {2});
    TrainCommand training =
        Given.training(
            backend,
            Given.ann("20"),
            Given.data(20, 5),
            Given.recipe(1, 4),
            Given.provenance(1),
            false);
    MemoryStore store = new MemoryStore();
    new TrainingService(store).train(training, new Notices());
    Checkpoint last = store.load(Given.FOLDER.resolve(TrainingService.LAST));

    Checkpoint snn =
        convert(last, Given.data(20, 5), List.of(0.5), ThresholdSearch.ALL_LAYERS).snn();

    assertThat(snn.training().orElseThrow().history()).isEqualTo(store.metrics());
    assertThat(snn.training().orElseThrow().optimiserState()).isEmpty();
  }

  @Test
  void aConversionThatWouldValidateOnTrainingImagesIsRefused() {
    DataSet data = Given.data(20, 5);
    Provenance trained =
        new Provenance("", 2, 0.25, "numbers", data.train().fingerprint(), Map.of(), "initialised");
    Checkpoint other = Given.checkpoint(Given.ann("20 30"), trained);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> convert(other, data, List.of(0.5), ThresholdSearch.ALL_LAYERS))
        .withMessageEndingWith("pass its seed 2 and its validation share 0.25");
  }

  @Test
  void aLayerWithoutAnyPositiveCurrentStillGetsAPositiveThreshold() {
    backend.currents.put(1, new double[] {-1, -2});
    backend.currents.put(2, new double[] {-1, -2});

    Conversion conversion =
        convert(ann, Given.data(20, 5), List.of(0.5), ThresholdSearch.ALL_LAYERS);

    assertThat(conversion.layers()).allSatisfy(l -> assertThat(l.threshold()).isPositive());
  }

  @Test
  void theScalingWithTheBestValidationAccuracyIsTakenTheFirstOfEquals() {
    // Right where the scaled threshold of the first layer is below 1.3: scalings 0.6 and 0.4.
    ScriptedBackend judging =
        new ScriptedBackend(
            (n, k, parameters, training) ->
                parameters.scalar("threshold.t0") < 1.3 ? Given.right(n) : Given.wrong(n));
    judging.currents.put(1, new double[] {2});
    judging.currents.put(2, new double[] {4});
    DataSet data = Given.data(40, 5);

    Conversion conversion =
        convert(judging, ann, data, List.of(0.8, 0.6, 0.4), ThresholdSearch.ALL_LAYERS);

    assertThat(conversion.scaling()).isEqualTo(0.6);
    assertThat(conversion.trials())
        .containsExactly(
            new Conversion.Trial(0.8, 0),
            new Conversion.Trial(0.6, 1),
            new Conversion.Trial(0.4, 1));
    assertThat(conversion.snn().parameters().scalar("threshold.t3")).isCloseTo(2.4, within(1e-6));
    int[] validation = TrainingSplit.of(data.train(), 0.25, 1).validation();
    assertThat(judging.inferred.get(0)).containsExactlyInAnyOrderElementsOf(boxed(validation));
  }

  @Test
  void calibrationLooksAtTrainingImagesOnlyAndNobodyAtTheTestSet() {
    backend.currents.put(1, new double[] {2});
    backend.currents.put(2, new double[] {4});
    DataSet data = Given.data(40, 5);

    convert(ann, data, List.of(0.8, 0.6), ThresholdSearch.ALL_LAYERS);

    int[] training = TrainingSplit.of(data.train(), 0.25, 1).training();
    assertThat(backend.probed).hasSize(1);
    assertThat(backend.probed.get(0)).hasSize(12).doesNotHaveDuplicates();
    assertThat(boxed(training)).containsAll(backend.probed.get(0));
    assertThat(((NumberedImages) data.test()).reads()).isEmpty();
    assertThat(backend.open).isZero();
  }

  @Test
  void moreCalibrationImagesThanThereAreMeansAll() {
    backend.currents.put(1, new double[] {2});
    backend.currents.put(2, new double[] {4});

    convert(ann, Given.data(8, 5), List.of(0.8), ThresholdSearch.ALL_LAYERS);

    assertThat(backend.probed.get(0)).hasSize(6);
  }

  @Test
  void theAuthorsRuleLeavesResidualLayersAtTheDefaultThreshold() {
    Shape image = new Shape(1, 16, 16);
    Model model = Given.ann("ResNet12", image);
    Network network = model.network();
    for (int p = 1; p < network.populations().size(); p++) {
      backend.currents.put(p, new double[] {p});
    }

    Conversion conversion =
        convert(
            Given.checkpoint(model),
            Given.data(8, 2, image),
            List.of(0.5),
            ThresholdSearch.STEM_ONLY);

    List<Conversion.LayerThreshold> layers = conversion.layers();
    assertThat(layers).hasSize(3 + 8);
    Set<Double> stem = new TreeSet<>();
    for (Conversion.LayerThreshold layer : layers.subList(0, 3)) {
      assertThat(layer.threshold()).isEqualTo(0.5 * layer.found());
      stem.add(layer.found());
    }
    assertThat(stem).containsExactly(1.0, 2.0, 3.0);
    assertThat(layers.subList(3, layers.size()))
        .allSatisfy(
            layer -> {
              assertThat(layer.found()).isNaN();
              assertThat(layer.threshold()).isEqualTo(DEFAULT_THRESHOLD);
            });
    assertThat(backend.fired).hasSize(3);
  }

  @Test
  void onlyAnAnnIsConverted() {
    Checkpoint snn = Given.checkpoint(Given.snn("20"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> convert(snn, Given.data(8, 2), List.of(0.5), ThresholdSearch.ALL_LAYERS))
        .withMessageContaining("starts from an ANN");
  }

  private Conversion convert(
      Checkpoint from, DataSet data, List<Double> scalings, ThresholdSearch search) {
    return convert(backend, from, data, scalings, search);
  }

  private static Conversion convert(
      ComputeBackend backend,
      Checkpoint from,
      DataSet data,
      List<Double> scalings,
      ThresholdSearch search) {
    ConvertCommand command =
        new ConvertCommand(
            backend,
            from,
            Neuron.Lif.standard(),
            5,
            data,
            12,
            3,
            PercentileRule.standard(),
            scalings,
            LEAK,
            search,
            DEFAULT_THRESHOLD,
            0.25,
            1);
    return new ConversionService().convert(command, new Notices());
  }

  private static List<Integer> boxed(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
