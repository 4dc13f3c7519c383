package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Updates, each compared with the double-precision rule applied to what the session had before: its
 * parameters, its gradients, its state. So a difference of gradients is not taken for one of
 * optimisers.
 */
public interface OptimiserContract extends BackendUnderTest {
  /** Every rule with every kind of weight decay. */
  static Stream<Optimiser> optimisers() {
    return Stream.of(
        new SgdMomentum(0, 0, false),
        new SgdMomentum(0.9, 0.1, false),
        new SgdMomentum(0.9, 0.1, true),
        Adam.standard(false, 0),
        Adam.standard(true, 5e-4),
        Adam.standard(false, 0.1),
        new Adam(0.8, 0.95, 1e-4, true, 0.1, true));
  }

  /** Gradients that shrink, so that the greatest second moment so far is not the present one. */
  @ParameterizedTest
  @MethodSource("optimisers")
  default void updatesFollowTheRule(Optimiser optimiser) {
    NetworkCase given = Cases.rich();
    double[] gradient = ReferenceRun.of(given).loss().gradient().clone();
    try (TrainingSession session =
        backend().openTraining(given.network(), given.parameters(), optimiser)) {
      assertThat(session.optimiserState().values().values())
          .as("the state before the first step")
          .allSatisfy(tensor -> assertThat(tensor.toDoubles()).containsOnly(0));
      for (UpdateStep step :
          List.of(
              new UpdateStep(1, 1e-2),
              new UpdateStep(2, 1e-2),
              new UpdateStep(3, 5e-3),
              new UpdateStep(20, 5e-3))) {
        session.forward(given.images(), given.timeSteps(), given.dropout());
        session.backward(gradient);
        requireUpdate(given, session, optimiser, step);
        Arrays.setAll(gradient, i -> 0.3 * gradient[i]);
      }
    }
  }

  /** Steps so large that thresholds and leaks are driven out of their range, to either side. */
  @Test
  default void thresholdsAndLeaksAreKeptInTheirRange() {
    NetworkCase given = Cases.rich();
    Optimiser optimiser = new SgdMomentum(0, 0, false);
    for (double sign : new double[] {1, -1}) {
      double[] gradient = ReferenceRun.of(given).loss().gradient().clone();
      Arrays.setAll(gradient, i -> sign * gradient[i]);
      try (TrainingSession session =
          backend().openTraining(given.network(), given.parameters(), optimiser)) {
        session.forward(given.images(), given.timeSteps(), given.dropout());
        session.backward(gradient);

        requireUpdate(given, session, optimiser, new UpdateStep(1, 1e4));

        session.parameters().checkedFor(given.network());
      }
    }
  }

  private void requireUpdate(
      NetworkCase given, TrainingSession session, Optimiser optimiser, UpdateStep step) {
    Parameters before = session.parameters();
    Parameters stateBefore = session.optimiserState();
    Parameters gradients = session.gradients();

    session.update(step);

    Parameters after = session.parameters();
    Parameters state = session.optimiserState();
    for (ParameterSpec spec : given.network().parameterSpecs()) {
      double[] values = before.get(spec.name()).toDoubles();
      double[] old = values.clone();
      Map<String, double[]> slots = new LinkedHashMap<>();
      for (String slot : optimiser.slots()) {
        String name = slot + "/" + spec.name();
        slots.put(name, stateBefore.get(name).toDoubles());
      }
      optimiser.update(
          step,
          spec.role(),
          values,
          gradients.get(spec.name()).toDoubles(),
          slots.values().toArray(double[][]::new),
          0,
          values.length);
      String what = " in step %d of %s".formatted(step.number(), optimiser);
      requireSameChange(spec.name() + what, after.get(spec.name()), old, values);
      slots.forEach(
          (name, slot) ->
              tolerance()
                  .requireSameScale(
                      name + what, state.get(name), Tensor.of(spec.dimensions(), slot)));
    }
  }

  /** What is added, not the sum, is held to the tolerance, but for the rounding of the sum. */
  private void requireSameChange(String what, Tensor after, double[] before, double[] expected) {
    double[] found = after.toDoubles();
    double[] change = new double[before.length];
    double greatest = 0;
    for (int i = 0; i < change.length; i++) {
      change[i] = expected[i] - before[i];
      greatest = Math.max(greatest, Math.abs(change[i]));
    }
    for (int i = 0; i < change.length; i++) {
      double rounding = 2 * Math.ulp((float) Math.max(Math.abs(before[i]), Math.abs(expected[i])));
      double allowed = tolerance().relative() * greatest + rounding;
      if (!(Math.abs(found[i] - expected[i]) <= allowed)) {
        throw new AssertionError(
            "%s: element %d went from %s to %s, by the rule to %s"
                .formatted(what, i, before[i], found[i], expected[i]));
      }
    }
  }
}
