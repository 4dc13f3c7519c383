package org.dietsnn.gpu.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The input currents of one population for a fixed number of images and steps: its synapses, each
 * in one call for all steps, or for the one step that stands for all where it reads the input.
 */
final class CurrentPlan {
  private final Batch batch;
  private final Arena arena;
  private final List<Branch> branches = new ArrayList<>();
  private final List<Runnable> work = new ArrayList<>();
  private final List<INDArray> scratch = new ArrayList<>();
  private final INDArray current;

  /**
   * A synapse as it is executed.
   *
   * @param pooling null without
   */
  record Branch(Synapse synapse, Pooling pooling, Link link, long pooledLength, boolean repeated) {
    /** Whether it reads the input, which is the same at all steps. */
    boolean fromInput() {
      return synapse.source() == 0;
    }
  }

  /**
   * Takes the arrays.
   *
   * @param outputs what the populations before it emit, flat, all steps; of the input one step
   */
  CurrentPlan(
      Network network,
      int p,
      Batch batch,
      INDArray[] outputs,
      ParameterArrays parameters,
      Arena arena) {
    this.batch = batch;
    this.arena = arena;
    Population population = network.population(p);
    long perStep = (long) batch.images() * population.shape().neurons();
    this.current = arena.take(batch.steps() * perStep);
    boolean repeated =
        batch.steps() > 1 && population.synapses().stream().anyMatch(s -> s.source() == 0);
    INDArray constant = repeated ? scratch(perStep) : null;
    boolean constantBegun = false;
    boolean currentBegun = false;
    for (Synapse synapse : population.synapses()) {
      boolean once = repeated && synapse.source() == 0;
      boolean first = once ? !constantBegun : !currentBegun;
      INDArray sum = once ? constant : current;
      INDArray target = first ? sum : scratch(sum.length());
      branch(network, synapse, population.shape(), outputs, parameters, target, once);
      if (!first) {
        work.add(() -> Elementwise.addScaled(1, target, sum));
      }
      constantBegun |= once;
      currentBegun |= !once;
    }
    if (repeated) {
      repeat(constant, perStep, currentBegun);
    }
  }

  private INDArray scratch(long length) {
    INDArray array = arena.take(length);
    scratch.add(array);
    return array;
  }

  private void branch(
      Network network,
      Synapse synapse,
      Shape to,
      INDArray[] outputs,
      ParameterArrays parameters,
      INDArray target,
      boolean once) {
    Shape from = network.sourceShape(synapse);
    Shape read = from.pooled(synapse.pooling());
    long frames = synapse.source() == 0 ? batch.images() : batch.frames();
    INDArray source = outputs[synapse.source()];
    Pooling pooling = null;
    long length = frames * read.neurons();
    if (synapse.pooling() > 1) {
      INDArray averages = scratch(length);
      pooling = new Pooling(from, synapse.pooling(), frames, source, averages);
      work.add(pooling::forward);
      source = averages;
    }
    Link link = Link.of(synapse, read, to, frames, source, parameters, target);
    work.add(link::forward);
    branches.add(new Branch(synapse, pooling, link, length, once));
  }

  private void repeat(INDArray constant, long perStep, boolean add) {
    for (int t = 0; t < batch.steps(); t++) {
      INDArray step = Views.flat(current, t * perStep, perStep);
      work.add(
          add
              ? () -> Elementwise.addScaled(1, constant, step)
              : () -> Elementwise.copy(constant, step));
    }
  }

  /** Computes the currents. */
  void run() {
    work.forEach(Runnable::run);
  }

  /** The currents of all steps, flat; whoever has them may change them. */
  INDArray current() {
    return current;
  }

  List<Branch> branches() {
    return branches;
  }

  /** Lets others have the arrays that are not needed once the currents are there. */
  void release() {
    scratch.forEach(arena::giveBack);
    scratch.clear();
  }
}
