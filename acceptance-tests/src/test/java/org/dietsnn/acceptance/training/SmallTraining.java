package org.dietsnn.acceptance.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.service.TrainingService;
import org.dietsnn.data.digits.DigitsDataSource;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Schedule;

/**
 * Two epochs of a small SNN on some of the bundled digits, with dropout and augmentation. An epoch
 * writes the best checkpoint if it is that, the last one and the metrics, in this order.
 */
final class SmallTraining {
  private static final DataSet DIGITS = few(new DigitsDataSource().open(Optional.empty()));

  private SmallTraining() {}

  /** Runs it, or goes on with it. */
  static void run(ComputeBackend backend, RunStore store, Path folder, long seed, boolean resume) {
    Architecture architecture =
        new Architecture("8 A 12", List.of(20), 1, DIGITS.shape(), 10, 3, true);
    Model model =
        new Model(
            architecture, Neuron.Lif.standard(), 3, DIGITS.normalisation(), DIGITS.classNames());
    Recipe recipe =
        new Recipe(
            2,
            16,
            1e-2,
            Adam.standard(true, 5e-4),
            Schedule.Step.standard(),
            0.2,
            new Augmentation(1, true),
            0.25);
    TrainCommand command =
        new TrainCommand(
            backend,
            model,
            Initialisation.HE_FAN_IN.draw(model.network(), new SplittableRandom(3)),
            DIGITS,
            recipe,
            new Provenance("", seed, 0.25, "digits", "", Map.of(), "initialised"),
            folder,
            resume);
    new TrainingService(store).train(command, ProgressListener.silent());
  }

  private static DataSet few(DataSet all) {
    return new DataSet(
        all.name(),
        all.shape(),
        all.classNames(),
        new First(all.train(), 60),
        all.test(),
        all.normalisation());
  }

  /** The first images of a set. */
  private record First(ImageSet all, int size) implements ImageSet {
    @Override
    public int label(int index) {
      return all.label(index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
      all.read(index, into, offset);
    }

    @Override
    public String fingerprint() {
      return all.fingerprint() + "-" + size;
    }
  }
}
