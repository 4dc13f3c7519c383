package org.dietsnn.cpu.engine;

import org.apache.commons.math3.util.KthSelector;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.cpu.kernel.FloatArrays;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.LifForward;
import org.dietsnn.cpu.session.ProbeOrder;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Looks at one population after the other. The spikes of those already fired are kept for all
 * steps, one bit each; currents are computed from them one step at a time.
 */
final class FloatProbe implements CurrentProbe {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final FloatKernels kernels;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Currents currents;
  private final Activations step;
  private final ProbeOrder order;
  private final int images;
  private final int steps;
  private final long[][][] spikes;
  private float[] current = new float[0];
  private int currentOf = -1;

  FloatProbe(
      NetworkPlan plan,
      FloatParameters parameters,
      FloatKernels kernels,
      Workers workers,
      Scratch[] scratch,
      Tensor pixels,
      int steps) {
    this.plan = plan;
    this.parameters = parameters;
    this.kernels = kernels;
    this.workers = workers;
    this.scratch = scratch;
    this.currents = new Currents(plan, parameters);
    this.step = new Activations(plan, false);
    this.order = new ProbeOrder(plan.network());
    this.images = pixels.shape()[0];
    this.steps = steps;
    this.spikes = new long[plan.populations()][][];
    step.resize(images, 1);
    float[] values = pixels.toFloats();
    Shape input = plan.network().input().shape();
    for (int n = 0; n < images; n++) {
      int start = n * input.neurons();
      Layout.toChannelsLast(input, values, start, step.outputs(0), start);
    }
  }

  @Override
  public double[] currents(int population, PercentileRule rule) {
    order.requireNext(population);
    double[] statistics = new double[steps];
    int count = images * plan.neurons(population);
    double[] work = new double[count];
    KthSelector selector = new KthSelector();
    boolean constant = plan.staticCurrent(population);
    for (int t = 0; t < steps; t++) {
      if (t > 0 && constant) {
        statistics[t] = statistics[0];
        continue;
      }
      computeCurrent(population, t);
      for (int i = 0; i < count; i++) {
        work[i] = current[i];
      }
      statistics[t] = selector.select(work, null, rule.rank(count) - 1);
    }
    return statistics;
  }

  @Override
  public void fire(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    Population firing = plan.population(population);
    Neuron.Lif neuron = (Neuron.Lif) firing.neuron();
    int neurons = plan.neurons(population);
    int words = (neurons + 63) >>> 6;
    LifForward lif = new LifForward(kernels);
    float[] state = new float[images * neurons];
    spikes[population] = new long[steps][images * words];
    for (int t = 0; t < steps; t++) {
      computeCurrent(population, t);
      long[] bits = spikes[population][t];
      workers.run(
          images,
          (image, worker) -> {
            int start = image * neurons;
            float[] output = step.outputs(population);
            lif.run(
                neuron.reset(),
                parameters.leak(firing),
                (float) threshold,
                1,
                neurons,
                current,
                start,
                neurons,
                scratch[worker].floats(Scratch.Use.POTENTIAL, neurons),
                0,
                0,
                null,
                0,
                output,
                start,
                neurons,
                state,
                start);
            pack(output, start, neurons, bits, image * words);
          });
    }
    currentOf = -1;
    order.fired();
  }

  /** Brings {@code current} to those of a population at a step, for all images. */
  private void computeCurrent(int p, int t) {
    boolean constant = plan.staticCurrent(p);
    if (constant && currentOf == p) {
      return;
    }
    int neurons = plan.neurons(p);
    if (current.length < images * neurons) {
      current = new float[images * neurons];
    }
    for (SynapsePlan synapse : plan.synapses(p)) {
      unpack(synapse.synapse().source(), t);
    }
    int perTask = Math.max(1, Math.min(plan.frames(p), images / workers.threads()));
    workers.run(
        (images + perTask - 1) / perTask,
        (task, worker) -> {
          int from = task * perTask;
          int to = Math.min(images, from + perTask);
          currents.compute(p, step, from, to, 1, current, from * neurons, scratch[worker]);
        });
    currentOf = constant ? p : -1;
  }

  private void unpack(int source, int t) {
    if (source == 0) {
      return;
    }
    if (spikes[source] == null) {
      rectified(source, t);
      return;
    }
    int neurons = plan.neurons(source);
    int words = (neurons + 63) >>> 6;
    float[] output = step.outputs(source);
    long[] bits = spikes[source][t];
    workers.run(
        images,
        (image, worker) -> {
          int start = image * neurons;
          for (int i = 0; i < neurons; i++) {
            output[start + i] = bits[image * words + (i >>> 6)] >>> i & 1;
          }
        });
  }

  /**
   * A population that rectifies has no state: it is computed from those before it, at this step.
   */
  private void rectified(int p, int t) {
    for (SynapsePlan synapse : plan.synapses(p)) {
      unpack(synapse.synapse().source(), t);
    }
    float[] output = step.outputs(p);
    currents.compute(p, step, 0, images, 1, output, 0, scratch[0]);
    int length = images * plan.neurons(p);
    FloatArrays.rectify(length, output, 0, output, 0);
  }

  private static void pack(float[] output, int start, int neurons, long[] bits, int firstWord) {
    for (int i = 0; i < neurons; i++) {
      if (output[start + i] != 0) {
        bits[firstWord + (i >>> 6)] |= 1L << i;
      }
    }
  }

  @Override
  public void close() {
    order.close();
  }
}
