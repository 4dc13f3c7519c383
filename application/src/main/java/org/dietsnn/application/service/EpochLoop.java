package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.EpochPosition;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.UpdateStep;

/** One epoch: every training image once in random order, then the validation split. */
final class EpochLoop {
  /** After so many steps of a training its layers are looked at for the first time. */
  private static final int EARLY_STEPS = 20;

  private final TrainCommand command;
  private final Network network;
  private final TrainingSession session;
  private final ProgressListener progress;
  private final TrainingSplit split;
  private final DropoutSampler dropout;
  private final LayerDiagnosis diagnosis;
  private final long seed;

  EpochLoop(
      TrainCommand command, Network network, TrainingSession session, ProgressListener progress) {
    this.command = command;
    this.network = network;
    this.session = session;
    this.progress = progress;
    this.seed = command.provenance().seed();
    this.split = TrainingSplit.of(command.data().train(), command.recipe().validation(), seed);
    this.dropout = new DropoutSampler(network, command.recipe().dropout());
    this.diagnosis = new LayerDiagnosis(network);
  }

  /**
   * What an epoch brought.
   *
   * @param metrics for the record
   * @param parameters as they are at its end
   * @param stepsDone optimiser steps since the beginning of the training
   */
  record Outcome(EpochMetrics metrics, Parameters parameters, long stepsDone) {}

  /** Called between two steps. */
  @FunctionalInterface
  interface StepListener {
    /**
     * A step is done.
     *
     * @param position how far the epoch is
     * @param stepsDone optimiser steps since the beginning of the training
     */
    void stepDone(EpochPosition position, long stepsDone);
  }

  /** Runs the epoch after those that are done from where the state is in it. */
  Outcome run(TrainingState before, StepListener listener) {
    Recipe recipe = command.recipe();
    int epoch = before.epochsDone() + 1;
    int images = split.training().length;
    int stepsPerEpoch = (images + recipe.batch() - 1) / recipe.batch();
    double allSteps = (double) stepsPerEpoch * recipe.epochs();
    EpochSums sums = new EpochSums(before.position());
    long step = before.stepsDone();
    double rate = step == 0 ? 0 : rate((step - 1) / allSteps);
    progress.begin(String.format(Locale.ROOT, "epoch %d/%d", epoch, recipe.epochs()), images);
    try (BatchStream stream = stream(epoch, sums.visited())) {
      for (Optional<Batch> next = stream.next(); next.isPresent(); next = stream.next()) {
        Batch batch = next.get();
        rate = rate(step / allSteps);
        Inference inference = learn(batch, epoch, step, rate, sums);
        step++;
        sums.add(inference, batch, network.classes(), stream.visited());
        progress.advance(stream.visited(), sums.toString());
        listener.stepDone(sums.position(), step);
      }
      stream.leftOut().report(progress);
    }
    progress.end();
    if (sums.images() == 0) {
      throw Batch.noneOf(images);
    }
    ImageRun validation = validate();
    requireFinite(validation.loss(), epoch, step, rate);
    Parameters parameters = session.parameters();
    report(validation.activity(), () -> parameters);
    EpochMetrics metrics =
        new EpochMetrics(
            epoch,
            rate,
            sums.loss(),
            sums.accuracy(),
            validation.loss(),
            validation.accuracy(),
            spikeRates(validation.activity()),
            sums.position().seconds(),
            images - sums.images() + validation.leftOut());
    progress.notice(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: loss %.4f, train %.2f %%, validation %.2f %%, %.1f s",
            epoch,
            recipe.epochs(),
            metrics.trainLoss(),
            100 * metrics.trainAccuracy(),
            100 * metrics.validationAccuracy(),
            metrics.seconds()));
    return new Outcome(metrics, parameters, step);
  }

  /** One optimiser step. */
  private Inference learn(Batch batch, int epoch, long step, double rate, EpochSums sums) {
    Inference inference =
        session.forward(
            batch.images(), command.model().timeSteps(), dropout.draw(seed, step, batch.size()));
    CrossEntropy loss = CrossEntropy.of(inference.logits(), batch.labels());
    requireFinite(loss.value(), epoch, step, rate);
    session.backward(loss.gradient());
    if (step + 1 == EARLY_STEPS) {
      report(inference.activity(), session::parameters);
      diagnosis.ofGradients(session).forEach(progress::notice);
    }
    session.update(new UpdateStep(step + 1, rate));
    sums.addLoss(loss.value() * batch.size());
    return inference;
  }

  /** The learning rate when a share of all steps is done. */
  private double rate(double done) {
    return command.recipe().learningRate() * command.recipe().schedule().factor(done);
  }

  private BatchStream stream(int epoch, int visited) {
    return new BatchStream(
        command.data().train(),
        command.model(),
        shuffled(epoch),
        visited,
        command.recipe().batch(),
        new Look.Training(command.recipe().augmentation(), seed, epoch, visited));
  }

  private int[] shuffled(int epoch) {
    int[] order =
        Randomness.permutation(split.training().length, Randomness.SHUFFLE.stream(seed, epoch, 0));
    for (int i = 0; i < order.length; i++) {
      order[i] = split.training()[order[i]];
    }
    return order;
  }

  private ImageRun validate() {
    progress.begin("validate", split.validation().length);
    ImageRun run =
        ImageRun.of(
            session,
            command.model(),
            command.model().timeSteps(),
            command.data().train(),
            split.validation(),
            command.recipe().batch(),
            progress);
    progress.end();
    return run;
  }

  private void report(Activity activity, Supplier<Parameters> parameters) {
    diagnosis.ofActivity(activity, parameters).forEach(progress::notice);
  }

  private List<Double> spikeRates(Activity activity) {
    List<Double> rates = new ArrayList<>();
    for (int p : network.spikingPopulations()) {
      rates.add(activity.spikeRate(network, p));
    }
    return rates;
  }

  private void requireFinite(double loss, int epoch, long step, double rate) {
    if (!Double.isFinite(loss)) {
      throw new FailureException(
          FailureKind.TRAINING,
          String.format(
              Locale.ROOT,
              "the loss became %s in epoch %d at step %d (learning rate %.3g), it must stay finite; %sstart again with a lower learning rate",
              loss,
              epoch,
              step,
              rate,
              epoch == 1
                  ? ""
                  : "the checkpoint of the epoch before is kept in %s, "
                      .formatted(command.folder())));
    }
  }
}
