package org.dietsnn.application.port.in;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.Versions;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;

/**
 * A training to run.
 *
 * @param backend what computes
 * @param model the network
 * @param initial parameters to start from; must fit the network
 * @param data images
 * @param recipe how to train
 * @param provenance recorded in every checkpoint; its seed drives shuffling, augmentation and
 *     dropout, its validation share is that of the recipe
 * @param folder receives {@code last.safetensors} (after every epoch and as often as {@code
 *     saveEvery} says, resumable), {@code best.safetensors} and {@code metrics.jsonl}
 * @param resume whether to go on from {@code last.safetensors} if it is there; what a run left in
 *     the folder is removed otherwise
 * @param saveEvery after how long within an epoch a checkpoint is written; it decides no result
 */
public record TrainCommand(
    ComputeBackend backend,
    Model model,
    Parameters initial,
    DataSet data,
    Recipe recipe,
    Provenance provenance,
    Path folder,
    boolean resume,
    Duration saveEvery) {
  private static final Duration USUAL_SAVING = Duration.ofMinutes(15);

  public TrainCommand {
    if (saveEvery.isNegative()) {
      throw new IllegalArgumentException(
          "time between checkpoints " + saveEvery + ", must not be negative");
    }
    if (!data.shape().equals(model.architecture().input())) {
      throw new IllegalArgumentException(
          "the network reads images of %s, data set %s has %s"
              .formatted(model.architecture().input(), data.name(), data.shape()));
    }
    if (data.classNames().size() != model.architecture().classes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network knows %d classes, data set %s has %d",
              model.architecture().classes(),
              data.name(),
              data.classNames().size()));
    }
    if (provenance.validation() != recipe.validation()) {
      throw new IllegalArgumentException(
          "validation share "
              + provenance.validation()
              + " in the provenance, "
              + recipe.validation()
              + " in the recipe");
    }
    initial.checkedFor(model.network());
  }

  /** A training that writes a checkpoint within an epoch every 15 minutes. */
  public TrainCommand(
      ComputeBackend backend,
      Model model,
      Parameters initial,
      DataSet data,
      Recipe recipe,
      Provenance provenance,
      Path folder,
      boolean resume) {
    this(backend, model, initial, data, recipe, provenance, folder, resume, USUAL_SAVING);
  }

  /**
   * The training of an ANN from weights drawn from the seed; a run that is in the folder is
   * replaced.
   *
   * @param backend what computes
   * @param data images
   * @param net a known net or a layer string, see {@link Architecture}
   * @param recipe how to train
   * @param seed of all random draws
   * @param folder the run folder
   */
  public static TrainCommand ann(
      ComputeBackend backend, DataSet data, String net, Recipe recipe, long seed, Path folder) {
    Model model =
        new Model(
            Architecture.of(net, data.shape(), data.classNames().size()),
            new Neuron.Relu(),
            1,
            data.normalisation(),
            data.classNames());
    Parameters drawn = Initialisation.HE_FAN_IN.draw(model.network(), new SplittableRandom(seed));
    Provenance provenance = provenance(backend, data, recipe, seed, "initialised");
    return new TrainCommand(backend, model, drawn, data, recipe, provenance, folder, false);
  }

  /**
   * The training of a network that is there, usually an SNN after its conversion; a run that is in
   * the folder is replaced.
   *
   * @param backend what computes
   * @param data images
   * @param start the network and the parameters to start from; its seed is used again
   * @param recipe how to train
   * @param folder the run folder
   * @throws IllegalArgumentException if the recipe holds out other images of the same data than the
   *     training that the checkpoint comes from
   */
  public static TrainCommand from(
      ComputeBackend backend, DataSet data, Checkpoint start, Recipe recipe, Path folder) {
    Provenance before = start.provenance();
    before.requireTheSameHeldOut(data.train().fingerprint(), before.seed(), recipe.validation());
    String origin =
        "a checkpoint trained on "
            + before.data()
            + " (parameters "
            + start.parameters().fingerprint()
            + ", "
            + before.origin()
            + ")";
    Provenance provenance = provenance(backend, data, recipe, before.seed(), origin);
    return new TrainCommand(
        backend, start.model(), start.parameters(), data, recipe, provenance, folder, false);
  }

  private static Provenance provenance(
      ComputeBackend backend, DataSet data, Recipe recipe, long seed, String origin) {
    StringBuilder config = new StringBuilder();
    recipe
        .settings()
        .forEach((name, value) -> config.append(name).append(": ").append(value).append('\n'));
    return new Provenance(
        config.toString(),
        seed,
        recipe.validation(),
        data.name(),
        data.train().fingerprint(),
        Versions.all(backend.description()),
        origin);
  }
}
