package org.dietsnn.application.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.domain.network.Parameters;

/**
 * How a training was set up and how far it is. Together with the parameters and the optimiser's
 * state it is all that is needed to go on exactly where it stopped; without that state it is a
 * record only.
 *
 * @param recipe how it trains, by the names of the settings
 * @param initial fingerprint of the parameters it began with
 * @param epochsDone complete epochs
 * @param position how far it is in the epoch after those
 * @param stepsDone optimiser steps
 * @param bestEpoch the epoch with the best validation accuracy so far, 0 for none
 * @param optimiserState tensors named {@code slot/parameter}; empty if training cannot go on
 * @param history one entry per complete epoch
 */
public record TrainingState(
    Map<String, String> recipe,
    String initial,
    int epochsDone,
    EpochPosition position,
    long stepsDone,
    int bestEpoch,
    Optional<Parameters> optimiserState,
    List<EpochMetrics> history) {
  public TrainingState {
    recipe = Collections.unmodifiableMap(new LinkedHashMap<>(recipe));
    history = List.copyOf(history);
  }

  /** The state between two epochs. */
  public TrainingState(
      Map<String, String> recipe,
      String initial,
      int epochsDone,
      long stepsDone,
      int bestEpoch,
      Optional<Parameters> optimiserState,
      List<EpochMetrics> history) {
    this(
        recipe,
        initial,
        epochsDone,
        EpochPosition.start(),
        stepsDone,
        bestEpoch,
        optimiserState,
        history);
  }

  /** The record of a place within the epoch that begins with this state. */
  public TrainingState within(EpochPosition reached, long steps) {
    return new TrainingState(
        recipe, initial, epochsDone, reached, steps, bestEpoch, Optional.empty(), history);
  }

  /** This training with the optimiser's state, so that it can go on from here. */
  public TrainingState with(Parameters stateOfTheOptimiser) {
    return new TrainingState(
        recipe,
        initial,
        epochsDone,
        position,
        stepsDone,
        bestEpoch,
        Optional.of(stateOfTheOptimiser),
        history);
  }

  /** The record of this training, from which it cannot go on. */
  public TrainingState withoutOptimiserState() {
    return new TrainingState(
        recipe, initial, epochsDone, position, stepsDone, bestEpoch, Optional.empty(), history);
  }
}
