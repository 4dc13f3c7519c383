package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.apache.commons.math3.util.KthSelector;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.session.ProbeOrder;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Looks at one population after the other. The spikes of those already fired are kept for all
 * steps, one bit each, until their last reader has been fired; currents are computed from them one
 * step at a time.
 */
final class FloatProbe implements CurrentProbe {
  private final NetworkPlan plan;
  private final ForwardPass forward;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Currents currents;
  private final Activations activations;
  private final LastReaders readers;
  private final ProbeOrder order;
  private final int images;
  private final int steps;
  private float[] current = new float[0];
  private int computed;

  FloatProbe(
      NetworkPlan plan,
      FloatParameters parameters,
      TransformedWeights tiles,
      ForwardPass forward,
      Workers workers,
      Scratch[] scratch,
      Tensor pixels,
      int steps) {
    this.plan = plan;
    this.forward = forward;
    this.workers = workers;
    this.scratch = scratch;
    this.currents = new Currents(plan, parameters, new DenseCurrents(plan, parameters, tiles));
    this.activations = new Activations(plan, Activations.Potentials.NONE, new SpareArrays());
    this.readers = new LastReaders(plan);
    this.order = new ProbeOrder(plan.network());
    this.images = pixels.shape()[0];
    this.steps = steps;
    activations.beginProbe(images, steps);
    forward.input(pixels, activations);
  }

  @Override
  public double[] currents(int population, PercentileRule rule) {
    order.requireNext(population);
    computeBefore(population);
    double[] statistics = new double[steps];
    int count = images * plan.neurons(population);
    double[] work = new double[count];
    KthSelector selector = new KthSelector();
    int distinct = plan.staticCurrent(population) ? 1 : steps;
    for (int t = 0; t < distinct; t++) {
      computeCurrent(population, t);
      for (int i = 0; i < count; i++) {
        work[i] = current[i];
      }
      statistics[t] = selector.select(work, null, rule.rank(count) - 1);
    }
    Arrays.fill(statistics, distinct, steps, statistics[0]);
    return statistics;
  }

  @Override
  public double spikeRate(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    computeBefore(population);
    run(population, threshold);
    return activations.fired(population) / ((double) images * steps * plan.neurons(population));
  }

  @Override
  public void fire(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    computeBefore(population);
    if (readers.wanted(population)) {
      run(population, threshold);
    }
    computed = population;
    for (int p = 1; p <= population; p++) {
      if (readers.done(p, population)) {
        activations.release(p);
      }
    }
    order.fired();
  }

  private void run(int population, double threshold) {
    activations.makeRoom(population);
    forward.spike(population, activations, DropoutMasks.none(), (float) threshold);
  }

  /** Runs the populations that rectify and lie between the last one fired and this. */
  private void computeBefore(int population) {
    while (computed + 1 < population) {
      computed++;
      activations.makeRoom(computed);
      forward.rectify(computed, activations, DropoutMasks.none());
    }
  }

  /** Brings {@code current} to those of a population at a step, for all images. */
  private void computeCurrent(int p, int t) {
    int neurons = plan.neurons(p);
    if (current.length < images * neurons) {
      current = new float[images * neurons];
    }
    currents.prepare(p, workers, scratch);
    int perTask = Math.max(1, Math.min(plan.frames(p), images / workers.threads()));
    workers.run(
        (images + perTask - 1) / perTask,
        (task, worker) -> {
          int from = task * perTask;
          int to = Math.min(images, from + perTask);
          currents.compute(
              p,
              activations,
              from,
              to,
              t,
              1,
              current,
              from * neurons,
              0,
              plan.blocks(p),
              scratch[worker]);
        });
  }

  @Override
  public void close() {
    order.close();
    for (int p = 0; p < plan.populations(); p++) {
      activations.release(p);
    }
  }
}
