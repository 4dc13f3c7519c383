package org.dietsnn.cpu.engine;

import java.util.stream.LongStream;
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
 * steps, one bit each, until their last reader has been fired; currents are computed from them one
 * step at a time.
 *
 * <p>Always by the event-driven kernels, where the forward pass chooses by an image's spikes over
 * all steps: a dense population of spikes costs time here, but what a threshold is found from does
 * not depend on which way the kernels would have gone. The two ways differ in rounding only.
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
  private final FiredSpikes spikes;
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
    this.currents = Currents.byEvents(plan, parameters);
    this.step = new Activations(plan, false);
    this.order = new ProbeOrder(plan.network());
    this.images = pixels.shape()[0];
    this.steps = steps;
    this.spikes = new FiredSpikes(plan, images);
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
  public double spikeRate(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    long[] fired = new long[images];
    int neurons = plan.neurons(population);
    run(
        population,
        (float) threshold,
        (step, image, output, start) ->
            fired[image] += kernels.countNonZeros(output, start, neurons));
    return LongStream.of(fired).sum() / ((double) images * steps * neurons);
  }

  @Override
  public void fire(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    if (spikes.wanted(population)) {
      spikes.add(population, steps);
      run(
          population,
          (float) threshold,
          (step, image, output, start) -> spikes.set(population, step, image, output, start));
    }
    spikes.release(population);
    currentOf = -1;
    order.fired();
  }

  /** What becomes of the outputs of an image at a step. */
  @FunctionalInterface
  private interface Fired {
    void take(int step, int image, float[] output, int start);
  }

  private void run(int population, float threshold, Fired fired) {
    Population firing = plan.population(population);
    Neuron.Lif neuron = (Neuron.Lif) firing.neuron();
    int neurons = plan.neurons(population);
    LifForward lif = new LifForward(kernels);
    float[] state = new float[images * neurons];
    for (int t = 0; t < steps; t++) {
      int now = t;
      computeCurrent(population, t);
      workers.run(
          images,
          (image, worker) -> {
            int start = image * neurons;
            float[] output = step.outputs(population);
            lif.run(
                neuron.reset(),
                parameters.leak(firing),
                threshold,
                1,
                neurons,
                current,
                start,
                neurons,
                scratch[worker].floats(Scratch.Use.POTENTIAL, neurons),
                0,
                0,
                output,
                start,
                neurons,
                state,
                start);
            fired.take(now, image, output, start);
          });
    }
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
    if (!plan.population(source).spiking()) {
      rectified(source, t);
      return;
    }
    int neurons = plan.neurons(source);
    float[] output = step.outputs(source);
    workers.run(images, (image, worker) -> spikes.get(source, t, image, output, image * neurons));
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

  @Override
  public void close() {
    order.close();
    spikes.clear();
  }
}
