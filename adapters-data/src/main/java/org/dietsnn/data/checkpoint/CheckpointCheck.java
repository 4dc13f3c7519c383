package org.dietsnn.data.checkpoint;

import java.util.Locale;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/** What holds for every checkpoint, checked when it is written and again when it is read. */
final class CheckpointCheck {
  private CheckpointCheck() {}

  /**
   * The same checkpoint, its parameters in the order of its network.
   *
   * @throws IllegalArgumentException if the parameters do not fit the network or the optimiser's
   *     state does not fit the parameters
   */
  static Checkpoint checked(Checkpoint checkpoint) {
    Parameters parameters = checkpoint.parameters().checkedFor(checkpoint.model().network());
    checkpoint
        .training()
        .flatMap(TrainingState::optimiserState)
        .ifPresent(state -> check(state, parameters));
    return new Checkpoint(
        checkpoint.model(), parameters, checkpoint.provenance(), checkpoint.training());
  }

  private static void check(Parameters optimiserState, Parameters parameters) {
    optimiserState
        .values()
        .forEach(
            (name, state) -> {
              Tensor parameter = parameters.values().get(name.substring(name.indexOf('/') + 1));
              if (name.indexOf('/') < 1 || parameter == null) {
                throw new IllegalArgumentException(
                    "optimiser state %s belongs to no parameter, expected slot/parameter"
                        .formatted(name));
              }
              if (state.size() != parameter.size()) {
                throw new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "optimiser state %s must have %d elements as its parameter, found %d",
                        name,
                        parameter.size(),
                        state.size()));
              }
              int bad = state.firstNonFinite();
              if (bad >= 0) {
                throw new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "optimiser state %s must be finite, found %s at index %d",
                        name,
                        state.at(bad),
                        bad));
              }
            });
  }
}
