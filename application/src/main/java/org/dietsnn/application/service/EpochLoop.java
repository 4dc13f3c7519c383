package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.architecture.Model;
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

  Outcome run(TrainingState before) {
    long start = System.nanoTime();
    Recipe recipe = command.recipe();
    Model model = command.model();
    int epoch = before.epochsDone() + 1;
    int images = split.training().length;
    int stepsPerEpoch = (images + recipe.batch() - 1) / recipe.batch();
    double allSteps = (double) stepsPerEpoch * recipe.epochs();
    int[] order = shuffled(epoch);
    SplittableRandom augmentation = Randomness.AUGMENTATION.stream(seed, epoch, 0);
    long step = before.stepsDone();
    double lossSum = 0;
    int correct = 0;
    double rate = 0;
    progress.begin(String.format(Locale.ROOT, "epoch %d/%d", epoch, recipe.epochs()), images);
    for (int from = 0; from < images; from += recipe.batch()) {
      int to = Math.min(images, from + recipe.batch());
      Batch batch =
          Batch.read(
              command.data().train(),
              model.architecture().input(),
              model.normalisation(),
              order,
              from,
              to,
              recipe.augmentation(),
              augmentation);
      Inference inference =
          session.forward(batch.images(), model.timeSteps(), dropout.draw(seed, step, to - from));
      CrossEntropy loss = CrossEntropy.of(inference.logits(), batch.labels());
      rate = recipe.learningRate() * recipe.schedule().factor(step / allSteps);
      requireFinite(loss.value(), epoch, step, rate);
      session.backward(loss.gradient());
      step++;
      if (step == EARLY_STEPS) {
        report(inference.activity(), session::parameters);
        diagnosis.ofGradients(session).forEach(progress::notice);
      }
      session.update(new UpdateStep(step, rate));
      lossSum += loss.value() * (to - from);
      for (int n = 0; n < to - from; n++) {
        correct += inference.prediction(n, network.classes()) == batch.labels()[n] ? 1 : 0;
      }
      progress.advance(
          to,
          String.format(
              Locale.ROOT, "loss %.3f, %.1f %% right", lossSum / to, 100.0 * correct / to));
    }
    progress.end();
    ImageRun validation = validate();
    requireFinite(validation.loss(), epoch, step, rate);
    Parameters parameters = session.parameters();
    report(validation.activity(), () -> parameters);
    EpochMetrics metrics =
        new EpochMetrics(
            epoch,
            rate,
            lossSum / images,
            (double) correct / images,
            validation.loss(),
            validation.accuracy(),
            spikeRates(validation.activity()),
            (System.nanoTime() - start) * 1e-9);
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
