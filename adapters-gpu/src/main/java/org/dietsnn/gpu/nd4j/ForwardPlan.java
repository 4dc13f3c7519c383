package org.dietsnn.gpu.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A forward pass for a fixed number of images and steps: all arrays taken and all operations made
 * beforehand, so that running it again allocates nothing. Population by population, each over all
 * steps.
 */
final class ForwardPlan implements AutoCloseable {
  private final Network network;
  private final Batch batch;
  private final ParameterArrays parameters;
  private final Timekeeper time;
  private final boolean kept;
  private final Arena arena = new Arena();
  private final INDArray[] outputs;
  private final INDArray[] potentials;
  private final List<CurrentPlan> currents = new ArrayList<>();
  private final List<Firing> firings = new ArrayList<>();
  private final Masks masks;
  private final List<Masks.Over> dropout = new ArrayList<>();
  private final SpikeCount count;

  /**
   * Takes the arrays.
   *
   * @param kept whether potentials and outputs of all populations are still there after the pass;
   *     otherwise each is overwritten as soon as nothing reads it any more
   */
  ForwardPlan(
      Network network, Batch batch, ParameterArrays parameters, Timekeeper time, boolean kept) {
    this.network = network;
    this.batch = batch;
    this.parameters = parameters;
    this.time = time;
    this.kept = kept;
    this.masks = new Masks(network, batch);
    int populations = network.populations().size();
    this.outputs = new INDArray[populations];
    this.potentials = new INDArray[populations];
    outputs[0] = arena.take((long) batch.images() * network.input().shape().neurons());
    currents.add(null);
    firings.add(null);
    dropout.add(null);
    for (int p = 1; p < populations; p++) {
      plan(p);
      dropout.add(masks.over(p, outputs[p]));
      if (!kept) {
        releaseBefore(p);
      }
    }
    this.count = new SpikeCount(network, batch, outputs);
  }

  private void plan(int p) {
    Population population = network.population(p);
    CurrentPlan plan = new CurrentPlan(network, p, batch, outputs, parameters, arena);
    currents.add(plan);
    potentials[p] = plan.current();
    outputs[p] = plan.current();
    if (!(population.neuron() instanceof Neuron.Lif lif)) {
      firings.add(null);
      return;
    }
    if (kept) {
      outputs[p] = arena.take(plan.current().length());
    }
    INDArray scratch = arena.take(Slices.spareLength(plan.current().length() / batch.steps()));
    firings.add(new Firing(lif.reset(), batch.steps(), plan.current(), outputs[p], scratch));
    arena.giveBack(scratch);
  }

  private void releaseBefore(int p) {
    currents.get(p).release();
    for (int source = 1; source <= p; source++) {
      if (LastReader.of(network, source) == p) {
        arena.giveBack(outputs[source]);
      }
    }
  }

  Network network() {
    return network;
  }

  Batch batch() {
    return batch;
  }

  Arena arena() {
    return arena;
  }

  Masks masks() {
    return masks;
  }

  CurrentPlan currents(int p) {
    return currents.get(p);
  }

  /** U of a spiking population of a plan that keeps it, flat. */
  INDArray potentials(int p) {
    return potentials[p];
  }

  /** What a population of a plan that keeps it emits, flat; of the input one step. */
  INDArray outputs(int p) {
    return outputs[p];
  }

  /** Puts images on the device, canonical. */
  void input(Tensor images) {
    Layout.upload(Layout.channelsLast(network.input().shape(), images.toFloats()), outputs[0]);
  }

  /** Runs the populations, under the masks that have been set. */
  void run() {
    count.begin();
    for (int p = 1; p < outputs.length; p++) {
      long begin = System.nanoTime();
      currents.get(p).run();
      fire(p);
      time.forward(p, System.nanoTime() - begin, denseFrames(p));
    }
  }

  private void fire(int p) {
    Population population = network.population(p);
    if (population.neuron() instanceof Neuron.Accumulator) {
      count.arrived(p);
      return;
    }
    if (population.spiking()) {
      firings
          .get(p)
          .run(
              parameters.neuron(population.leakName()),
              parameters.neuron(population.thresholdName()));
    } else {
      Elementwise.atLeast(outputs[p], 0, outputs[p]);
    }
    count.emitted(p);
    if (dropout.get(p).present()) {
      dropout.get(p).apply();
      count.masked(p);
    }
    count.arrived(p);
  }

  private long denseFrames(int p) {
    long frames = 0;
    for (Synapse synapse : network.population(p).synapses()) {
      if (synapse instanceof Synapse.Weighted) {
        frames += synapse.source() == 0 ? batch.images() : batch.frames();
      }
    }
    return frames;
  }

  /** What the last run did. */
  SpikeCount count() {
    return count;
  }

  /** What the last run brought to the output at each step, {@code [t][n][class]}. */
  float[] brought() {
    return Layout.download(outputs[outputs.length - 1]);
  }

  @Override
  public void close() {
    masks.close();
    arena.close();
  }
}
