package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;

/** What must not change a single bit of a result: the number of threads and the batch. */
class BitIdentityTest {
  private static final int TRIES = 25;

  private final List<List<FloatBackend>> enginesByKernels =
      Stream.of("vector", "plain")
          .map(
              kernels ->
                  Stream.of(1, 2, 3).map(threads -> new FloatBackend(threads, kernels)).toList())
          .toList();

  @Property(
      tries = TRIES,
      seed = "5",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void trainingDoesNotDependOnTheNumberOfThreads(@ForAll long seed) {
    NetworkCase given = NetworkCase.draw(seed, seed % 3 != 0, 0);
    for (List<FloatBackend> engines : enginesByKernels) {
      Parameters one = afterTwoSteps(given, engines.get(0));
      assertThat(afterTwoSteps(given, engines.get(1))).as("2 threads, %s", given).isEqualTo(one);
      assertThat(afterTwoSteps(given, engines.get(2))).as("3 threads, %s", given).isEqualTo(one);
    }
  }

  @Property(
      tries = TRIES,
      seed = "7",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void trainingDoesNotDependOnWhetherMembranesAreStored(@ForAll long seed) {
    NetworkCase given = NetworkCase.draw(seed, true, 0);
    for (SpikePath path : SpikePath.values()) {
      FloatBackend stored = new FloatBackend(2, "vector", path, Membranes.STORED);
      FloatBackend recomputed = new FloatBackend(2, "vector", path, Membranes.RECOMPUTED);
      assertThat(afterTwoSteps(given, recomputed))
          .as("%s, %s", path, given)
          .isEqualTo(afterTwoSteps(given, stored));
    }
  }

  private static Parameters afterTwoSteps(NetworkCase given, FloatBackend engine) {
    try (TrainingSession session =
        engine.openTraining(given.network(), given.parameters(), Adam.standard(true, 1e-3))) {
      for (int step = 1; step <= 2; step++) {
        Inference inference = session.forward(given.images(), given.timeSteps(), given.dropout());
        session.backward(CrossEntropy.of(inference.logits(), given.labels()).gradient());
        session.update(new UpdateStep(step, 1e-2));
      }
      return session.parameters();
    }
  }

  @Property(
      tries = TRIES,
      seed = "6",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void theLogitsOfAnImageDoNotDependOnItsBatch(@ForAll long seed) {
    int count = 64;
    NetworkCase given = NetworkCase.draw(seed, seed % 3 != 0, count);
    for (List<FloatBackend> engines : enginesByKernels) {
      Inference whole = inBatches(given, engines.get(0), count, count);
      for (int batch : new int[] {1, 7}) {
        for (FloatBackend engine : engines) {
          Inference parts = inBatches(given, engine, count, batch);
          String what = "batch %d, %s, %s".formatted(batch, engine.description(), given);
          assertThat(parts.logits()).as(what).containsExactly(whole.logits());
          assertThat(parts.activity()).as(what).isEqualTo(whole.activity());
        }
      }
    }
  }

  private static Inference inBatches(NetworkCase given, FloatBackend engine, int count, int batch) {
    int classes = given.network().classes();
    double[] logits = new double[count * classes];
    Activity activity = null;
    try (NetworkSession session = engine.open(given.network(), given.parameters())) {
      for (int from = 0; from < count; from += batch) {
        int to = Math.min(count, from + batch);
        Inference part = session.infer(given.imagesBetween(from, to), given.timeSteps());
        System.arraycopy(part.logits(), 0, logits, from * classes, (to - from) * classes);
        activity = activity == null ? part.activity() : activity.plus(part.activity());
      }
    }
    return new Inference(logits, activity);
  }
}
