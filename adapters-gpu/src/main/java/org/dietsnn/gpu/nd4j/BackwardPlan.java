package org.dietsnn.gpu.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Back-propagation through a kept forward pass, planned like it: populations in reverse order, each
 * over all steps. Gradients of outputs live until their population is done.
 */
final class BackwardPlan {
  private final ForwardPlan forward;
  private final Network network;
  private final Batch batch;
  private final ParameterArrays parameters;
  private final ParameterArrays gradients;
  private final Timekeeper time;
  private final Arena arena;
  private final INDArray[] outputGradients;
  private final List<List<Runnable>> work = new ArrayList<>();

  /**
   * Takes the arrays.
   *
   * @param gradients receives the gradients of every run
   */
  BackwardPlan(
      ForwardPlan forward, ParameterArrays parameters, ParameterArrays gradients, Timekeeper time) {
    this.forward = forward;
    this.network = forward.network();
    this.batch = forward.batch();
    this.parameters = parameters;
    this.gradients = gradients;
    this.time = time;
    this.arena = forward.arena();
    int last = network.populations().size() - 1;
    this.outputGradients = new INDArray[last + 1];
    outputGradients[last] = arena.take(batch.frames() * network.classes());
    for (int p = 0; p <= last; p++) {
      work.add(new ArrayList<>());
    }
    for (int p = last; p > 0; p--) {
      plan(p);
    }
  }

  private void plan(int p) {
    Population population = network.population(p);
    List<Runnable> own = work.get(p);
    if (outputGradients[p] == null) {
      INDArray unread = arena.take(batch.frames() * population.shape().neurons());
      outputGradients[p] = unread;
      own.add(() -> Elementwise.clear(unread));
    }
    INDArray gradient = outputGradients[p];
    own.add(forward.masks().over(p, gradient)::apply);
    if (population.neuron() instanceof Neuron.Lif lif) {
      throughSpikes(population, lif, forward.potentials(p), gradient, own);
    } else if (population.neuron() instanceof Neuron.Relu) {
      throughRectifiers(forward.outputs(p), gradient, own);
    }
    for (CurrentPlan.Branch branch : forward.currents(p).branches()) {
      throughSynapse(branch, gradient, own);
    }
    if (p < outputGradients.length - 1) {
      arena.giveBack(gradient);
    }
  }

  private void throughSpikes(
      Population population,
      Neuron.Lif lif,
      INDArray potentials,
      INDArray gradient,
      List<Runnable> own) {
    INDArray scratch = arena.take(Slices.spareLength(gradient.length() / batch.steps()));
    FiringGradient neurons = new FiringGradient(lif, batch.steps(), potentials, gradient, scratch);
    arena.giveBack(scratch);
    own.add(
        () -> {
          FiringGradient.OfNeurons found =
              neurons.run(
                  parameters.neuron(population.leakName()),
                  parameters.neuron(population.thresholdName()));
          gradients.setNeuron(population.leakName(), found.leak());
          gradients.setNeuron(population.thresholdName(), found.threshold());
        });
  }

  private void throughRectifiers(INDArray outputs, INDArray gradient, List<Runnable> own) {
    Slices output = new Slices(outputs, 1);
    Slices arriving = new Slices(gradient, 1);
    INDArray scratch = arena.take(Slices.spareLength(gradient.length()));
    Spare spare = new Spare(scratch, output);
    arena.giveBack(scratch);
    own.add(
        () -> {
          for (int piece = 0; piece < output.pieces(); piece++) {
            INDArray open = spare.at(piece);
            Elementwise.step(output.at(piece, 0), 0, open);
            Elementwise.multiply(arriving.at(piece, 0), open, arriving.at(piece, 0));
          }
        });
  }

  private void throughSynapse(CurrentPlan.Branch branch, INDArray gradient, List<Runnable> own) {
    List<INDArray> scratch = new ArrayList<>();
    INDArray arriving = branch.repeated() ? overSteps(gradient, scratch, own) : gradient;
    int source = branch.synapse().source();
    boolean first = outputGradients[source] == null;
    INDArray leaving;
    if (branch.fromInput() || !first) {
      leaving = taken(forward.outputs(source).length(), scratch);
    } else {
      leaving = arena.take(forward.outputs(source).length());
      outputGradients[source] = leaving;
    }
    INDArray read = branch.pooling() == null ? leaving : taken(branch.pooledLength(), scratch);
    own.add(branch.link().backward(arriving, gradients, read));
    if (!branch.fromInput()) {
      if (branch.pooling() != null) {
        own.add(branch.pooling().backward(read, leaving));
      }
      if (!first) {
        INDArray sum = outputGradients[source];
        own.add(() -> Elementwise.addScaled(1, leaving, sum));
      }
    }
    scratch.forEach(arena::giveBack);
  }

  /** The sum over the steps, for a synapse that is executed once for all of them. */
  private INDArray overSteps(INDArray gradient, List<INDArray> scratch, List<Runnable> own) {
    long perStep = gradient.length() / batch.steps();
    INDArray sum = taken(perStep, scratch);
    for (int t = 0; t < batch.steps(); t++) {
      INDArray step = Views.flat(gradient, t * perStep, perStep);
      own.add(
          t == 0 ? () -> Elementwise.copy(step, sum) : () -> Elementwise.addScaled(1, step, sum));
    }
    return sum;
  }

  private INDArray taken(long length, List<INDArray> scratch) {
    INDArray array = arena.take(length);
    scratch.add(array);
    return array;
  }

  /**
   * Runs all populations backwards.
   *
   * @param logitGradient dL/dlogits, {@code [n][class]}; not modified
   */
  void run(double[] logitGradient) {
    float[] allSteps = new float[logitGradient.length * batch.steps()];
    for (int i = 0; i < allSteps.length; i++) {
      allSteps[i] = (float) logitGradient[i % logitGradient.length];
    }
    Layout.upload(allSteps, outputGradients[outputGradients.length - 1]);
    for (int p = work.size() - 1; p > 0; p--) {
      long begin = System.nanoTime();
      work.get(p).forEach(Runnable::run);
      time.backward(p, System.nanoTime() - begin);
    }
  }
}
