package org.dietsnn.gpu.nd4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.session.CallOrder;
import org.dietsnn.application.session.SessionChecks;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.tensor.Tensor;

/** Inference and inspection. Closing frees all device memory; no call uses it after that. */
sealed class Nd4jSession implements NetworkSession permits Nd4jTrainingSession {
  /**
   * Neurons times steps of the largest population that one pass of an inference may have, 512 MiB;
   * more images are presented in several passes.
   */
  private static final long MOST_AT_ONCE = 1 << 27;

  final Nd4jRuntime runtime;
  final Network network;
  final ParameterArrays parameters;
  final Timekeeper time;
  final CallOrder order = new CallOrder();
  private ForwardPlan plan;

  Nd4jSession(Nd4jRuntime runtime, Network network, Parameters initial) {
    Parameters checked = initial.checkedFor(network);
    this.runtime = runtime;
    this.network = network;
    this.time = new Timekeeper(network.populations().size());
    this.parameters = new ParameterArrays(network);
    parameters.set(checked, "");
  }

  @Override
  public Inference infer(Tensor images, int timeSteps) {
    check(images, timeSteps);
    int count = images.shape()[0];
    int classes = network.classes();
    double[] logits = new double[count * classes];
    Activity activity = null;
    int atOnce = (int) Math.max(1, Math.min(count, MOST_AT_ONCE / largest() / timeSteps));
    for (int from = 0; from < count; from += atOnce) {
      int to = Math.min(count, from + atOnce);
      ForwardPlan old = plan;
      plan = null;
      plan = fitting(old, new Batch(to - from, timeSteps), false);
      plan.input(part(images, from, to));
      plan.run();
      System.arraycopy(logits(plan), 0, logits, from * classes, (to - from) * classes);
      Activity own = plan.count().activity();
      activity = activity == null ? own : activity.plus(own);
    }
    return new Inference(logits, activity);
  }

  private long largest() {
    return network.populations().stream().mapToLong(p -> p.shape().neurons()).max().orElse(1);
  }

  private static Tensor part(Tensor images, int from, int to) {
    int[] shape = images.shape();
    if (to - from == shape[0]) {
      return images;
    }
    int size = images.size() / shape[0];
    shape[0] = to - from;
    return Tensor.of(shape, Arrays.copyOfRange(images.toFloats(), from * size, to * size));
  }

  /** The old plan if it was made for this batch; else another, and the old one is closed. */
  final ForwardPlan fitting(ForwardPlan old, Batch batch, boolean kept) {
    if (old != null && old.batch().equals(batch)) {
      return old;
    }
    if (old != null) {
      old.close();
    }
    return new ForwardPlan(network, batch, parameters, time, kept);
  }

  /** The sums over time of what a pass has brought to the output. */
  static double[] logits(ForwardPlan pass) {
    float[] brought = pass.brought();
    double[] logits = new double[brought.length / pass.batch().steps()];
    for (int i = 0; i < brought.length; i++) {
      logits[i % logits.length] += brought[i];
    }
    return logits;
  }

  @Override
  public Trace trace(Tensor images, int timeSteps) {
    check(images, timeSteps);
    Batch batch = new Batch(images.shape()[0], timeSteps);
    try (ForwardPlan pass = new ForwardPlan(network, batch, parameters, time, true)) {
      pass.masks().set(DropoutMasks.none());
      pass.input(images);
      pass.run();
      Map<Integer, Tensor> spikes = new LinkedHashMap<>();
      Map<Integer, Tensor> membranes = new LinkedHashMap<>();
      for (int p : network.spikingPopulations()) {
        float[] fired = Layout.download(pass.outputs(p));
        spikes.put(p, byStep(p, batch, fired));
        membranes.put(p, byStep(p, batch, afterReset(p, pass, fired)));
      }
      return new Trace(spikes, membranes, accumulated(pass));
    }
  }

  private float[] afterReset(int p, ForwardPlan pass, float[] fired) {
    Population population = network.population(p);
    Reset reset = ((Neuron.Lif) population.neuron()).reset();
    float threshold = parameters.neuron(population.thresholdName());
    float[] potentials = Layout.download(pass.potentials(p));
    for (int i = 0; i < potentials.length; i++) {
      potentials[i] =
          reset == Reset.HARD
              ? potentials[i] * (1 - fired[i])
              : potentials[i] - threshold * fired[i];
    }
    return potentials;
  }

  private Tensor byStep(int p, Batch batch, float[] values) {
    Shape shape = network.population(p).shape();
    int[] dimensions = {
      batch.steps(), batch.images(), shape.channels(), shape.height(), shape.width()
    };
    return Tensor.of(dimensions, Layout.canonical(shape, values));
  }

  private Tensor accumulated(ForwardPlan pass) {
    float[] brought = pass.brought();
    int perStep = brought.length / pass.batch().steps();
    double[] sums = new double[perStep];
    for (int i = 0; i < brought.length; i++) {
      sums[i % perStep] += brought[i];
      brought[i] = (float) sums[i % perStep];
    }
    int[] dimensions = {pass.batch().steps(), pass.batch().images(), network.classes()};
    return Tensor.of(dimensions, brought);
  }

  @Override
  public CurrentProbe probe(Tensor images, int timeSteps) {
    check(images, timeSteps);
    return new Nd4jProbe(runtime, network, parameters, images, timeSteps);
  }

  @Override
  public List<LayerWork> work() {
    order.requireOpen();
    return time.work();
  }

  @Override
  public Parameters parameters() {
    order.requireOpen();
    return new Parameters(parameters.export());
  }

  @Override
  public void close() {
    order.close();
    parameters.close();
    if (plan != null) {
      plan.close();
      plan = null;
    }
  }

  /** For every call with images: checks them, and that there is an open session. */
  final void check(Tensor images, int timeSteps) {
    order.requireOpen();
    SessionChecks.images(network, images);
    SessionChecks.timeSteps(network, timeSteps);
    runtime.enter();
  }
}
