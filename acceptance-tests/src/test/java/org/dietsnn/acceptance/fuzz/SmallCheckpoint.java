package org.dietsnn.acceptance.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.data.file.FolderTree;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;

/** Checkpoints of a few kilobytes, as the program writes them. */
final class SmallCheckpoint {
  private SmallCheckpoint() {}

  /** A spiking network in training. */
  static Checkpoint training() {
    return of(Neuron.Lif.standard(), 5, true);
  }

  /** A rectifying network whose training is over. */
  static Checkpoint finished() {
    return of(new Neuron.Relu(), 1, false);
  }

  /** The file of a checkpoint. */
  static byte[] bytes(Checkpoint checkpoint) throws IOException {
    Path folder = Files.createTempDirectory("dietsnn-fuzz-seed-");
    try {
      Path file = folder.resolve("seed.safetensors");
      new SafetensorsRunStore().save(file, checkpoint);
      return Files.readAllBytes(file);
    } finally {
      FolderTree.delete(folder);
    }
  }

  private static Checkpoint of(Neuron hidden, int timeSteps, boolean training) {
    Model model =
        new Model(
            new Architecture("2 A 3", List.of(4), 1, new Shape(1, 4, 4), 2, 3, true),
            hidden,
            timeSteps,
            new Normalisation(List.of(0.1), List.of(0.3)),
            List.of("cat", "größerer \"Hund\""));
    Parameters parameters = Initialisation.HE_FAN_IN.draw(model.network(), new SplittableRandom(3));
    Provenance provenance =
        new Provenance(
            "epochs: 3\nname: \"grün\"\n",
            3,
            0.25,
            "digits",
            "abc",
            Map.of("dietsnn", "0.1", "java", "17"),
            "initialised");
    return new Checkpoint(
        model,
        parameters,
        provenance,
        training ? Optional.of(state(parameters)) : Optional.empty());
  }

  private static TrainingState state(Parameters parameters) {
    Map<String, Tensor> moments = new LinkedHashMap<>();
    for (String slot : List.of("first", "second")) {
      parameters.values().forEach((name, value) -> moments.put(slot + "/" + name, value));
    }
    Map<String, String> recipe = new LinkedHashMap<>();
    recipe.put("epochs", "3");
    recipe.put("batch", "64");
    return new TrainingState(
        recipe,
        "0123",
        2,
        1L << 40,
        1,
        Optional.of(new Parameters(moments)),
        List.of(
            new EpochMetrics(1, 0.1, 2.5, 0.125, 0.5, 0.1, List.of(0.1, -0.0), 3),
            new EpochMetrics(2, 1e-300, Double.NaN, 1 / 3.0, 0.25, 0.5, List.of(), 7)));
  }
}
