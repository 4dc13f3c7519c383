package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.LinearSurrogate;
import org.dietsnn.cpu.kernel.SurrogateDerivative;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Surrogate;

/**
 * Back-propagation through time for the whole batch, from the last population to the first: the
 * gradient of a population's outputs becomes that of its currents, which gives the gradients of its
 * synapses' weights and of the outputs before it.
 */
final class BackwardPass {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final FloatParameters gradients;
  private final ForwardPass forward;
  private final FloatKernels kernels;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Timekeeper time;
  private final WeightGradient weightGradient;
  private final InputGradient inputGradient;
  private final GradientArrays outputGradients;

  BackwardPass(
      NetworkPlan plan,
      FloatParameters parameters,
      FloatParameters gradients,
      ForwardPass forward,
      FloatKernels kernels,
      Workers workers,
      Scratch[] scratch,
      Timekeeper time) {
    this.plan = plan;
    this.parameters = parameters;
    this.gradients = gradients;
    this.forward = forward;
    this.kernels = kernels;
    this.workers = workers;
    this.scratch = scratch;
    this.time = time;
    this.weightGradient = new WeightGradient(plan, gradients, workers, scratch);
    this.inputGradient = new InputGradient(plan, parameters, kernels, workers, scratch);
    this.outputGradients = new GradientArrays(plan.populations());
  }

  /**
   * Replaces the gradients by those of the pass that filled {@code activations}.
   *
   * @param logitGradient {@code [image][class]}; not modified
   */
  void run(Activations activations, DropoutMasks dropout, double[] logitGradient) {
    time.start();
    outputGradients.giveBackAll();
    int last = plan.populations() - 1;
    seed(activations, logitGradient, last);
    for (int p = last; p > 0; p--) {
      if (!outputGradients.holds(p)) {
        Arrays.fill(makeRoom(p, activations), 0f);
      }
      if (p < last) {
        recompute(p, activations, dropout);
        throughNeurons(p, activations, dropout);
      }
      for (int s = 0; s < plan.synapses(p).size(); s++) {
        SynapsePlan synapse = plan.synapses(p).get(s);
        if (!synapse.identity()) {
          weightGradient.run(p, s, activations, outputGradients.of(p));
        }
        if (!synapse.fromInput()) {
          towardsSource(p, s, activations);
        }
      }
      outputGradients.giveBack(p);
      time.backward(p);
    }
    activations.forgetPotentials();
  }

  /** Fires a population again whose potentials were not kept. */
  private void recompute(int p, Activations activations, DropoutMasks dropout) {
    Population population = plan.population(p);
    if (population.spiking() && !activations.keepsPotentials(p)) {
      activations.keepPotentials(p);
      forward.spike(p, activations, dropout, parameters.threshold(population));
    }
  }

  private float[] makeRoom(int p, Activations activations) {
    return outputGradients.take(p, activations.images() * activations.steps() * plan.neurons(p));
  }

  /** The output sums its current, so each step's current has the gradient of the logits. */
  private void seed(Activations activations, double[] logitGradient, int last) {
    float[] gradient = makeRoom(last, activations);
    int classes = plan.neurons(last);
    int steps = activations.steps();
    for (int frame = 0; frame < activations.images() * steps; frame++) {
      for (int c = 0; c < classes; c++) {
        gradient[frame * classes + c] = (float) logitGradient[frame / steps * classes + c];
      }
    }
  }

  private void throughNeurons(int p, Activations activations, DropoutMasks dropout) {
    Population population = plan.population(p);
    DropoutFactor factor =
        dropout.kept().containsKey(p) ? new DropoutFactor(dropout, p, population.shape()) : null;
    double[][] sums = new double[activations.images()][2];
    workers.run(
        activations.images(),
        (image, worker) -> {
          float[] factors = factor == null ? null : factor.of(image, scratch[worker]);
          if (population.neuron() instanceof Neuron.Lif neuron) {
            throughSpikes(p, neuron, activations, image, factors, sums[image], scratch[worker]);
          } else {
            throughRectifiers(p, activations, image, factors);
          }
        });
    if (population.spiking()) {
      double leak = 0;
      double threshold = 0;
      for (double[] sum : sums) {
        leak += sum[0];
        threshold += sum[1];
      }
      gradients.arrays().set(population.leakName(), (float) leak);
      gradients.arrays().set(population.thresholdName(), (float) threshold);
    }
  }

  private void throughSpikes(
      int p,
      Neuron.Lif neuron,
      Activations activations,
      int image,
      float[] factors,
      double[] sums,
      Scratch own) {
    Population population = plan.population(p);
    int neurons = plan.neurons(p);
    int start = activations.start(p, image);
    own.lifBackward()
        .run(
            neuron.reset(),
            parameters.leak(population),
            parameters.threshold(population),
            derivative(neuron.surrogate()),
            activations.steps(),
            neurons,
            activations.potentials(p),
            start,
            neurons,
            factors,
            0,
            outputGradients.of(p),
            start,
            neurons,
            sums);
  }

  private static SurrogateDerivative derivative(Surrogate surrogate) {
    return surrogate instanceof Surrogate.Linear linear
        ? new LinearSurrogate((float) linear.gamma())
        : z -> (float) surrogate.derivative(z);
  }

  private void throughRectifiers(int p, Activations activations, int image, float[] factors) {
    int neurons = plan.neurons(p);
    int start = activations.start(p, image);
    for (int t = 0; t < activations.steps(); t++) {
      int frame = start + t * neurons;
      if (factors != null) {
        kernels.multiply(neurons, factors, 0, outputGradients.of(p), frame);
      }
      kernels.rectifyBack(neurons, activations.outputs(p), frame, outputGradients.of(p), frame);
    }
  }

  private void towardsSource(int p, int s, Activations activations) {
    int source = plan.synapses(p).get(s).synapse().source();
    boolean first = !outputGradients.holds(source);
    if (first) {
      makeRoom(source, activations);
    }
    int frames = activations.images() * activations.steps();
    float[] target = outputGradients.of(source);
    inputGradient.run(p, s, frames, outputGradients.of(p), target, !first);
  }
}
