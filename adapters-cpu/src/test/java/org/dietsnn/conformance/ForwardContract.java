package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits, spikes and membrane potentials. */
public interface ForwardContract extends BackendUnderTest {
  /** Logits within the tolerance, numbers of spikes exactly. */
  @ParameterizedTest
  @MethodSource("org.dietsnn.conformance.cases.Cases#all")
  default void logitsAndSpikeCountsAreThoseOfTheReference(NetworkCase given) {
    Inference expected = ReferenceRun.of(given).inference();
    try (NetworkSession session = backend().open(given.network(), given.parameters())) {
      Inference found = session.infer(given.images(), given.timeSteps());

      tolerance().requireClose("logits", found.logits(), expected.logits());
      requireEqualCounts(found.activity(), expected.activity());
    }
  }

  /** Membranes and logits of every step within the tolerance, spikes exactly. */
  @ParameterizedTest
  @MethodSource("org.dietsnn.conformance.cases.Cases#spiking")
  default void spikesAndMembranesAreThoseOfTheReference(NetworkCase given) {
    Trace expected = ReferenceRun.of(given).trace();
    try (NetworkSession session = backend().open(given.network(), given.parameters())) {
      Trace found = session.trace(given.images(), given.timeSteps());

      assertThat(found.spikes()).containsOnlyKeys(expected.spikes().keySet());
      assertThat(found.membranes()).containsOnlyKeys(expected.membranes().keySet());
      for (int p : given.network().spikingPopulations()) {
        Tensor spikes = found.spikes().get(p);
        Tensor wanted = expected.spikes().get(p);
        assertThat(spikes.shape()).as("shape of the spikes of %d", p).isEqualTo(wanted.shape());
        tolerance().requireEqual("spikes of " + p, spikes, wanted);
        tolerance()
            .requireSameScale(
                "membranes of " + p, found.membranes().get(p), expected.membranes().get(p));
      }
      tolerance().requireSameScale("logits by step", found.logits(), expected.logits());
    }
  }

  /**
   * A current of 0.5 into a neuron with threshold 0.5 and leak 0.5, four steps, by hand. In the
   * first step the potential is at the threshold, which is not above it.
   */
  @ParameterizedTest
  @CsvSource({
    "SOFT,          0 1 1 1, 0.5 0.25 0.125  0.0625",
    "SOFT_UNLEAKED, 0 1 0 1, 0.5 0.25 0.375  0.1875",
    "HARD,          0 1 0 1, 0.5 0    0.5    0"
  })
  default void theResetsAreThoseOfTheirEquations(Reset reset, String spikes, String membranes) {
    Neuron neuron = new Neuron.Lif(reset, Surrogate.standard());
    try (NetworkSession session =
        backend().open(HandMade.network(neuron), HandMade.parameters(0.5, 0.5))) {
      Trace trace = session.trace(HandMade.images(1), 4);

      assertThat(trace.spikes().get(1).toDoubles()).containsExactly(numbers(spikes));
      assertThat(trace.membranes().get(1).toDoubles()).containsExactly(numbers(membranes));
      double[] logits = trace.logits().toDoubles();
      double count = Arrays.stream(numbers(spikes)).sum();
      assertThat(Arrays.copyOfRange(logits, 6, 8)).containsExactly(count, 10 * count);
    }
  }

  /** Whatever the size of a batch, every image of it gets an answer, and its own. */
  @Test
  default void anImageGetsTheSameAnswerAloneAndInAnyBatch() {
    NetworkCase given = Cases.rich();
    int count = given.labels().length;
    int classes = given.network().classes();
    Inference expected = ReferenceRun.of(given).inference();
    for (int batch : List.of(1, 2, 5, count - 1, count)) {
      double[] logits = new double[count * classes];
      Activity activity = null;
      try (NetworkSession session = backend().open(given.network(), given.parameters())) {
        for (int from = 0; from < count; from += batch) {
          int to = Math.min(count, from + batch);
          Inference part = session.infer(given.imagesBetween(from, to), given.timeSteps());
          assertThat(part.logits()).hasSize((to - from) * classes);
          System.arraycopy(part.logits(), 0, logits, from * classes, part.logits().length);
          activity = activity == null ? part.activity() : activity.plus(part.activity());
        }
      }
      tolerance().requireClose("logits in batches of " + batch, logits, expected.logits());
      requireEqualCounts(activity, expected.activity());
    }
  }

  /** Multiplies and accumulates may differ: what a kernel executes is its own affair. */
  private static void requireEqualCounts(Activity actual, Activity expected) {
    assertThat(actual.images()).as("images").isEqualTo(expected.images());
    assertThat(actual.timeSteps()).as("time steps").isEqualTo(expected.timeSteps());
    assertThat(actual.spikes()).as("spikes").isEqualTo(expected.spikes());
    assertThat(actual.arriving()).as("arriving spikes").isEqualTo(expected.arriving());
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" +")).mapToDouble(Double::parseDouble).toArray();
  }
}
