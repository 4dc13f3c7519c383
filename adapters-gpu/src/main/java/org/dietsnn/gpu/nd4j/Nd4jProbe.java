package org.dietsnn.gpu.nd4j;

import java.util.Arrays;
import org.apache.commons.math3.util.KthSelector;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.session.ProbeOrder;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks at one population after the other. Its currents are computed once; what it emits is kept on
 * the device until its last reader has been fired. Order statistics are found on the host.
 */
final class Nd4jProbe implements CurrentProbe {
  private final Nd4jRuntime runtime;
  private final Network network;
  private final ParameterArrays parameters;
  private final Batch batch;
  private final ProbeOrder order;
  private final Arena arena = new Arena();
  private final INDArray[] outputs;

  /** The last population whose outputs are there. */
  private int computed;

  /** The currents of the population after it, null before they are wanted. */
  private INDArray current;

  Nd4jProbe(
      Nd4jRuntime runtime, Network network, ParameterArrays parameters, Tensor images, int steps) {
    this.runtime = runtime;
    this.network = network;
    this.parameters = parameters;
    this.batch = new Batch(images.shape()[0], steps);
    this.order = new ProbeOrder(network);
    this.outputs = new INDArray[network.populations().size()];
    outputs[0] = arena.take(images.size());
    Layout.upload(Layout.channelsLast(network.input().shape(), images.toFloats()), outputs[0]);
  }

  @Override
  public double[] currents(int population, PercentileRule rule) {
    order.requireNext(population);
    computeCurrent(population);
    int perStep = batch.images() * network.population(population).shape().neurons();
    float[] values = Layout.download(current);
    double[] work = new double[perStep];
    double[] statistics = new double[batch.steps()];
    KthSelector selector = new KthSelector();
    for (int t = 0; t < statistics.length; t++) {
      for (int i = 0; i < perStep; i++) {
        work[i] = values[t * perStep + i];
      }
      statistics[t] = selector.select(work, null, rule.rank(perStep) - 1);
    }
    return statistics;
  }

  @Override
  public double spikeRate(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    computeCurrent(population);
    INDArray spikes = arena.take(current.length());
    Elementwise.copy(current, spikes);
    fire(population, threshold, spikes);
    long count = Elementwise.countNonZeros(spikes);
    double chances = spikes.length();
    arena.giveBack(spikes);
    return count / chances;
  }

  @Override
  public void fire(int population, double threshold) {
    order.requireNext(population);
    order.requireThreshold(population, threshold);
    computeCurrent(population);
    fire(population, threshold, current);
    advance();
    order.fired();
  }

  /** Replaces currents by spikes. */
  private void fire(int p, double threshold, INDArray currents) {
    Population population = network.population(p);
    Neuron.Lif lif = (Neuron.Lif) population.neuron();
    INDArray scratch = arena.take(Slices.spareLength(currents.length() / batch.steps()));
    new Firing(lif.reset(), batch.steps(), currents, currents, scratch)
        .run(parameters.neuron(population.leakName()), threshold);
    arena.giveBack(scratch);
  }

  /** Brings {@code current} to a population, through those that rectify and lie before it. */
  private void computeCurrent(int population) {
    runtime.enter();
    while (computed + 1 < population) {
      computeNext();
      Elementwise.atLeast(current, 0, current);
      advance();
    }
    if (current == null) {
      computeNext();
    }
  }

  private void computeNext() {
    CurrentPlan plan = new CurrentPlan(network, computed + 1, batch, outputs, parameters, arena);
    plan.run();
    plan.release();
    current = plan.current();
  }

  /** What was {@code current} is now what a population emits. */
  private void advance() {
    computed++;
    outputs[computed] = current;
    current = null;
    for (int source = 1; source <= computed; source++) {
      if (LastReader.of(network, source) == computed) {
        arena.giveBack(outputs[source]);
        outputs[source] = null;
      }
    }
  }

  @Override
  public void close() {
    order.close();
    arena.close();
    Arrays.fill(outputs, null);
    current = null;
  }
}
