package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.in.TrainNetwork;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.network.Network;

/** The one training loop, for ANNs and SNNs alike. */
public final class TrainingService implements TrainNetwork {
  /** File with parameters and optimiser state after the last complete epoch. */
  public static final String LAST = "last.safetensors";

  /** File with the parameters of the best epoch so far. */
  public static final String BEST = "best.safetensors";

  /** File with one JSON line per epoch. */
  public static final String METRICS = "metrics.jsonl";

  private final RunStore store;

  /** A training service that keeps its runs in a store. */
  @Inject
  public TrainingService(RunStore store) {
    this.store = store;
  }

  @Override
  public Checkpoint train(TrainCommand command, ProgressListener progress) {
    Network network = command.model().network();
    Path last = command.folder().resolve(LAST);
    Path best = command.folder().resolve(BEST);
    try (TrainingSession session =
        command.backend().openTraining(network, command.initial(), command.recipe().optimiser())) {
      TrainingState state =
          command.resume() && store.exists(last) ? resumed(command, session, last) : begun(command);
      if (state.epochsDone() > 0) {
        // A run killed between its last two files has a checkpoint that is newer than its metrics.
        store.saveMetrics(command.folder().resolve(METRICS), state.history());
      }
      EpochLoop loop = new EpochLoop(command, network, session, progress);
      while (state.epochsDone() < command.recipe().epochs()) {
        EpochLoop.Outcome outcome = loop.run(state);
        List<EpochMetrics> history = new ArrayList<>(state.history());
        history.add(outcome.metrics());
        boolean better = isBest(outcome.metrics(), state);
        state =
            new TrainingState(
                state.recipe(),
                state.initial(),
                state.epochsDone() + 1,
                outcome.stepsDone(),
                better ? outcome.metrics().epoch() : state.bestEpoch(),
                Optional.of(session.optimiserState()),
                history);
        if (better) {
          store.save(best, checkpoint(command, outcome, state.withoutOptimiserState()));
        }
        store.save(last, checkpoint(command, outcome, state));
        // Twice as large as the parameters, and of no use during the next epoch.
        state = state.withoutOptimiserState();
        store.saveMetrics(command.folder().resolve(METRICS), state.history());
      }
      return store.load(best);
    }
  }

  private static boolean isBest(EpochMetrics now, TrainingState state) {
    if (state.bestEpoch() == 0) {
      return true;
    }
    EpochMetrics best = state.history().get(state.bestEpoch() - 1);
    return now.validationAccuracy() > best.validationAccuracy()
        || (now.validationAccuracy() == best.validationAccuracy()
            && now.validationLoss() < best.validationLoss());
  }

  private static Checkpoint checkpoint(
      TrainCommand command, EpochLoop.Outcome outcome, TrainingState state) {
    return new Checkpoint(
        command.model(), outcome.parameters(), command.provenance(), Optional.of(state));
  }

  /**
   * Makes room, so that what is resumed later is this run and never the one before it: the file to
   * resume from is removed first.
   */
  private TrainingState begun(TrainCommand command) {
    for (String file : List.of(LAST, BEST, METRICS)) {
      store.delete(command.folder().resolve(file));
    }
    return new TrainingState(
        command.recipe().settings(),
        command.initial().fingerprint(),
        0,
        0,
        0,
        Optional.empty(),
        List.of());
  }

  private TrainingState resumed(TrainCommand command, TrainingSession session, Path file) {
    Checkpoint checkpoint = store.load(file);
    Optional<TrainingState> training = checkpoint.training();
    if (training.isEmpty() || training.get().optimiserState().isEmpty()) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          file
              + " holds no optimiser state, so training cannot go on from it; start anew from its parameters");
    }
    TrainingState state = training.get();
    SameRun.require(file, checkpoint, state, command);
    try {
      session.restore(checkpoint.parameters(), state.optimiserState().get());
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s does not fit the optimiser of this run: %s".formatted(file, e.getMessage()),
          e);
    }
    return state.withoutOptimiserState();
  }
}
