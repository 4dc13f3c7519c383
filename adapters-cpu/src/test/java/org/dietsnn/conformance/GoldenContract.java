package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.golden.GoldenCase;
import org.dietsnn.conformance.golden.GoldenFolders;
import org.dietsnn.conformance.golden.GoldenNetwork;
import org.dietsnn.conformance.golden.GoldenOptimisers;
import org.dietsnn.conformance.golden.Unmoved;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.conversion.SpikingTwin;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * What a backend must reproduce of every recorded case: spikes exactly, everything else within the
 * tolerance of its precision ({@link Tolerance}). Inference and traces run without dropout, so of
 * cases recorded with dropout only the training pass is compared: number of spikes, logits, loss
 * and gradients.
 */
public interface GoldenContract extends BackendUnderTest {
  /** A container of tests for each recorded case. */
  @TestFactory
  default Stream<DynamicNode> reproducesWhatTheAuthorsCodeComputed() {
    return GoldenFolders.tests(this::testsOf);
  }

  private List<DynamicNode> testsOf(GoldenCase recorded) {
    String kind = recorded.kind();
    if (kind.equals("percentile")) {
      return List.of();
    }
    List<DynamicNode> tests = new ArrayList<>();
    if (kind.startsWith("threshold-")) {
      tests.add(dynamicTest("finds the thresholds", () -> findsThresholds(recorded)));
    } else if (kind.startsWith("train-")) {
      for (Iterator<String> names = recorded.meta().get("optimizers").fieldNames();
          names.hasNext(); ) {
        String optimiser = names.next();
        tests.add(dynamicTest("learns with " + optimiser, () -> learns(recorded, optimiser)));
      }
    } else if (kind.startsWith("snn-") || kind.startsWith("ann-")) {
      boolean dropout = !GoldenNetwork.of(recorded).dropout(recorded).kept().isEmpty();
      if (!dropout) {
        tests.add(dynamicTest("infers logits", () -> infers(recorded)));
      }
      if (!dropout && kind.startsWith("snn-")) {
        tests.add(dynamicTest("follows spikes and membranes", () -> traces(recorded)));
      }
      tests.add(dynamicTest("computes loss and gradients", () -> differentiates(recorded)));
    } else {
      tests.add(
          dynamicTest(
              "is understood",
              () -> {
                throw new AssertionError("unknown kind of recorded case: " + kind);
              }));
    }
    return tests;
  }

  private void traces(GoldenCase recorded) {
    ComputeBackend backend = backend();
    GoldenNetwork golden = GoldenNetwork.of(recorded);
    try (NetworkSession session = backend.open(golden.network(), initial(recorded, golden))) {
      Trace trace = session.trace(images(recorded), recorded.timeSteps());
      requireSameTrace(recorded, golden.network(), trace);
    }
  }

  /** Spikes, and membranes and logits of every step where they were recorded. */
  private void requireSameTrace(GoldenCase recorded, Network network, Trace trace) {
    requireSureSpikes(recorded);
    for (int p : network.spikingPopulations()) {
      int id = network.population(p).id();
      tolerance()
          .requireEqual("spike." + id, trace.spikes().get(p), expected(recorded, "spike." + id));
      if (recorded.has("mem." + id)) {
        requireClose(recorded, "mem." + id, trace.membranes().get(p));
      }
    }
    requireClose(recorded, "logits_t", trace.logits());
  }

  private void infers(GoldenCase recorded) {
    ComputeBackend backend = backend();
    GoldenNetwork golden = GoldenNetwork.of(recorded);
    try (NetworkSession session = backend.open(golden.network(), initial(recorded, golden))) {
      Inference inference = session.infer(images(recorded), recorded.timeSteps());
      requireSameOutcome(recorded, golden.network(), inference);
    }
  }

  private void differentiates(GoldenCase recorded) {
    ComputeBackend backend = backend();
    GoldenNetwork golden = GoldenNetwork.of(recorded);
    Network network = golden.network();
    try (TrainingSession session =
        backend.openTraining(network, initial(recorded, golden), new SgdMomentum(0, 0, false))) {
      Inference inference =
          session.forward(images(recorded), recorded.timeSteps(), golden.dropout(recorded));
      requireSameOutcome(recorded, network, inference);
      CrossEntropy loss = CrossEntropy.of(inference.logits(), recorded.labels(0));
      tolerance().requireClose("loss", loss.value(), recorded.meta().get("loss").asDouble());
      session.backward(loss.gradient());
      Parameters expected = recorded.parameters(network, "grad.", backend.precision());
      requireSameParameters("grad.", network, session.gradients(), expected);
      for (ParameterSpec spec : network.parameterSpecs()) {
        double norm = norm(expected.get(spec.name()));
        tolerance()
            .requireClose("norm of grad." + spec.name(), session.gradientNorm(spec.name()), norm);
      }
    }
  }

  private void requireSameOutcome(GoldenCase recorded, Network network, Inference inference) {
    Tensor logits = Tensor.of(new int[] {inference.logits().length}, inference.logits());
    if (recorded.has("logits")) {
      requireClose(recorded, "logits", logits);
      return;
    }
    double[] steps = expected(recorded, "logits_t").toDoubles();
    double[] last = new double[logits.size()];
    System.arraycopy(steps, steps.length - last.length, last, 0, last.length);
    tolerance().requireClose("logits", logits, Tensor.of(new int[] {last.length}, last));
    requireSameCounts(recorded, network, inference.activity());
  }

  private void requireSameCounts(GoldenCase recorded, Network network, Activity activity) {
    requireSureSpikes(recorded);
    assertThat(activity.timeSteps()).isEqualTo(recorded.timeSteps());
    for (int p : network.spikingPopulations()) {
      String spikes = "spike." + network.population(p).id();
      double sum = 0;
      Tensor tensor = expected(recorded, spikes);
      for (int i = 0; i < tensor.size(); i++) {
        sum += tensor.at(i);
      }
      assertThat(activity.spikes().get(p)).as("number of " + spikes).isEqualTo((long) sum);
    }
  }

  private void learns(GoldenCase recorded, String name) {
    ComputeBackend backend = backend();
    GoldenNetwork golden = GoldenNetwork.of(recorded);
    Network network = golden.network();
    JsonNode recipe = recorded.meta().get("optimizers").get(name);
    Optimiser optimiser = GoldenOptimisers.read(recipe);
    Parameters before = initial(recorded, golden);
    try (TrainingSession session = backend.openTraining(network, before, optimiser)) {
      for (int k = 1; k <= recorded.meta().get("steps").asInt(); k++) {
        Inference inference =
            session.forward(
                recorded.batch(k - 1, backend.precision()),
                recorded.timeSteps(),
                golden.dropout(recorded));
        CrossEntropy loss = CrossEntropy.of(inference.logits(), recorded.labels(k - 1));
        tolerance()
            .requireClose(
                "loss of step " + k,
                loss.value(),
                recorded.meta().get("losses").get(name).get(k - 1).asDouble());
        session.backward(loss.gradient());
        double learningRate = recipe.get("lr").asDouble();
        session.update(new UpdateStep(k, learningRate));
        String prefix = name + ".step" + k + ".";
        Parameters expected = recorded.parameters(network, prefix, backend.precision());
        Parameters actual = session.parameters();
        Parameters settled =
            optimiser instanceof Adam && backend.precision() == Precision.FLOAT32
                ? Unmoved.putBack(before, expected, actual, learningRate)
                : actual;
        requireSameParameters(prefix, network, settled, expected);
        if (!settled.equals(actual)) {
          return; // The steps that follow are those of other parameters.
        }
        before = expected;
      }
    }
  }

  private void findsThresholds(GoldenCase recorded) {
    ComputeBackend backend = backend();
    GoldenNetwork golden = GoldenNetwork.of(recorded);
    Network network = golden.network();
    JsonNode meta = recorded.meta();
    double standard = meta.get("default_threshold").asDouble();
    double factor = meta.get("scaling_factor").asDouble();
    PercentileRule rule = new PercentileRule(meta.get("percentile").asDouble());
    Parameters parameters =
        SpikingTwin.parameters(
            recorded.weights(network, backend.precision()), network, standard, 1);
    for (int p : network.spikingPopulations()) {
      String leak = network.population(p).leakName();
      parameters = parameters.with(leak, recorded.tensor(leak, backend.precision()));
    }
    Tensor expected = expected(recorded, "thresholds");
    double[] found = new double[expected.size()];
    assertThat(golden.searched()).hasSize(found.length);
    try (NetworkSession session = backend.open(network, parameters);
        CurrentProbe probe = session.probe(images(recorded), meta.get("T_find").asInt())) {
      for (int i = 0; i < found.length; i++) {
        int p = golden.searched().get(i);
        for (double current : probe.currents(p, rule)) {
          found[i] = Math.max(found[i], current);
        }
        probe.fire(p, found[i]);
      }
    }
    tolerance().requireClose("thresholds", Tensor.of(new int[] {found.length}, found), expected);
    for (int i = 0; i < found.length; i++) {
      Population population = network.population(golden.searched().get(i));
      double scaled = found[i] * factor;
      tolerance()
          .requireClose(
              "scaled threshold " + population.id(),
              scaled,
              meta.get("final_thresholds").get("t" + population.id()).asDouble());
      parameters =
          parameters.with(population.thresholdName(), Tensor.scalar(scaled, backend.precision()));
    }
    try (NetworkSession session = backend.open(network, parameters)) {
      requireSameTrace(recorded, network, session.trace(images(recorded), recorded.timeSteps()));
    }
  }

  private void requireSameParameters(
      String prefix, Network network, Parameters actual, Parameters expected) {
    assertThat(actual.values().keySet())
        .containsExactlyElementsOf(
            network.parameterSpecs().stream().map(ParameterSpec::name).toList());
    for (ParameterSpec spec : network.parameterSpecs()) {
      double scale =
          network.parameterSpecs().stream()
              .filter(other -> other.role().ofNeuron() && other.role() == spec.role())
              .mapToDouble(other -> Tolerance.scale(expected.get(other.name())))
              .max()
              .orElseGet(() -> Tolerance.scale(expected.get(spec.name())));
      assertThat(actual.get(spec.name()).shape()).isEqualTo(spec.dimensions());
      tolerance()
          .requireClose(
              prefix + spec.name(), actual.get(spec.name()), expected.get(spec.name()), scale);
    }
  }

  private void requireClose(GoldenCase recorded, String tensor, Tensor actual) {
    tolerance().requireClose(tensor, actual, expected(recorded, tensor));
  }

  private void requireSureSpikes(GoldenCase recorded) {
    assumeThat(recorded.smallestDistance())
        .as("smallest |U / theta - 1|; nearer ones may flip in this precision")
        .isGreaterThan(tolerance().surestDistance());
  }

  private Tensor expected(GoldenCase recorded, String tensor) {
    return recorded.tensor(tensor, backend().precision());
  }

  private Parameters initial(GoldenCase recorded, GoldenNetwork golden) {
    return recorded.parameters(golden.network(), "", backend().precision());
  }

  private Tensor images(GoldenCase recorded) {
    return recorded.tensor("x", backend().precision());
  }

  private static double norm(Tensor tensor) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += tensor.at(i) * tensor.at(i);
    }
    return Math.sqrt(sum);
  }
}
