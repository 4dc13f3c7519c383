package org.dietsnn.data.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** Small checkpoints to test with. */
final class Checkpoints {
  private Checkpoints() {}

  static Model model(Neuron hidden, int timeSteps) {
    return new Model(
        new Architecture("2 A 3", List.of(4), 1, new Shape(1, 4, 4), 2, 3, true),
        hidden,
        timeSteps,
        new Normalisation(List.of(0.1), List.of(0.3)),
        List.of("cat", "größerer \"Hund\""));
  }

  /** A spiking network in training. */
  static Checkpoint training() {
    return of(model(Neuron.Lif.standard(), 5), Precision.FLOAT32, 3, true);
  }

  static Checkpoint of(Model model, Precision precision, long seed, boolean training) {
    Parameters parameters =
        Initialisation.HE_FAN_IN.draw(model.network(), new SplittableRandom(seed)).as(precision);
    return new Checkpoint(
        model,
        parameters,
        new Provenance(
            "epochs: 3\nname: \"grün\"\n",
            seed,
            0.25,
            "digits",
            "abc",
            Map.of("dietsnn", "0.1", "java", "17"),
            "initialised"),
        training ? Optional.of(state(parameters)) : Optional.empty());
  }

  static Checkpoint with(Checkpoint checkpoint, String parameter, Tensor value) {
    return new Checkpoint(
        checkpoint.model(),
        checkpoint.parameters().with(parameter, value),
        checkpoint.provenance(),
        checkpoint.training());
  }

  static List<EpochMetrics> history() {
    return List.of(
        new EpochMetrics(1, 0.1, 2.5, 0.125, Double.POSITIVE_INFINITY, 0.1, List.of(0.1, -0.0), 3),
        new EpochMetrics(
            2, 1e-300, Double.NaN, 1 / 3.0, Double.MIN_VALUE, 0.5, List.of(), Double.MAX_VALUE));
  }

  private static TrainingState state(Parameters parameters) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String slot : List.of("first", "second")) {
      parameters.values().forEach((name, value) -> state.put(slot + "/" + name, value));
    }
    Map<String, String> recipe = new LinkedHashMap<>();
    recipe.put("epochs", "3");
    recipe.put("batch", "64");
    return new TrainingState(
        recipe, "0123", 2, 1L << 40, 1, Optional.of(new Parameters(state)), history());
  }
}
