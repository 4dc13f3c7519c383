package org.dietsnn.application.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Schedule;

/** Small models, data sets and commands that tests begin with. */
final class Given {
  static final int CLASSES = 2;
  static final Path FOLDER = Path.of("run");
  static final double VALIDATION = 0.2;
  private static final Shape IMAGE = new Shape(1, 2, 2);
  private static final Normalisation AS_IS = new Normalisation(List.of(0.0), List.of(1.0));

  private Given() {}

  /** An SNN of a layer string, T = 5. */
  static Model snn(String net) {
    return ann(net, IMAGE).with(Neuron.Lif.standard(), 5);
  }

  static Model ann(String net) {
    return ann(net, IMAGE);
  }

  static Model ann(String net, Shape input) {
    Architecture architecture = new Architecture(net, List.of(), 0.1, input, CLASSES, 3, false);
    return new Model(architecture, new Neuron.Relu(), 1, AS_IS, List.of("even", "odd"));
  }

  static Parameters parameters(Model model) {
    return Initialisation.HE_FAN_IN.draw(model.network(), new SplittableRandom(1));
  }

  static Checkpoint checkpoint(Model model) {
    return checkpoint(model, provenance(1));
  }

  static Checkpoint checkpoint(Model model, Provenance provenance) {
    return new Checkpoint(model, parameters(model), provenance, Optional.empty());
  }

  static Provenance provenance(long seed) {
    return new Provenance("", seed, VALIDATION, "numbers", "fingerprint", Map.of(), "initialised");
  }

  /** Numbered images to train with and to test with. */
  static DataSet data(int train, int test) {
    return data(train, test, IMAGE);
  }

  static DataSet data(int train, int test, Shape image) {
    return new DataSet(
        "numbers",
        image,
        List.of("even", "odd"),
        new NumberedImages(train, image.neurons(), CLASSES),
        new NumberedImages(test, image.neurons(), CLASSES),
        AS_IS);
  }

  /** Adam at 0.01, no dropout, no augmentation, a fifth of the images for validation. */
  static Recipe recipe(int epochs, int batch) {
    return recipe(epochs, batch, new Schedule.Constant(), 0);
  }

  static Recipe recipe(int epochs, int batch, Schedule schedule, double dropout) {
    return new Recipe(
        epochs,
        batch,
        0.01,
        Adam.standard(false, 0),
        schedule,
        dropout,
        Augmentation.none(),
        VALIDATION);
  }

  static TrainCommand training(ComputeBackend backend, DataSet data, Recipe recipe) {
    return training(backend, snn("20"), data, recipe, provenance(1), false);
  }

  static TrainCommand training(
      ComputeBackend backend,
      Model model,
      DataSet data,
      Recipe recipe,
      Provenance provenance,
      boolean resume) {
    return new TrainCommand(
        backend, model, parameters(model), data, recipe, provenance, FOLDER, resume);
  }

  /** Always right. */
  static double[] right(int number) {
    return IntStream.range(0, CLASSES).mapToDouble(c -> number % CLASSES == c ? 2 : 0).toArray();
  }

  /** Always wrong. */
  static double[] wrong(int number) {
    return right(number + 1);
  }
}
