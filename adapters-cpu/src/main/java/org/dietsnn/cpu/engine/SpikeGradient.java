package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.LinearSurrogate;
import org.dietsnn.cpu.kernel.SurrogateDerivative;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Surrogate;

/**
 * From the gradient of a spiking population's outputs to that of its currents, image by image, from
 * the last step back to the first at which it matters, see {@link GradientFrames}. Meanwhile the
 * gradients of leak and threshold are summed, image by image, so that threads do not matter.
 */
final class SpikeGradient {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Activations activations;
  private final int p;
  private final DropoutFactor factor;
  private final double[][] sums;

  /**
   * Of one population in one pass.
   *
   * @param factor of its dropout, or null
   */
  SpikeGradient(
      NetworkPlan plan,
      FloatParameters parameters,
      Activations activations,
      int p,
      DropoutFactor factor) {
    this.plan = plan;
    this.parameters = parameters;
    this.activations = activations;
    this.p = p;
    this.factor = factor;
    this.sums = new double[activations.images()][2];
  }

  /** The first step at which the gradient of the outputs matters, T if there is none. */
  int onset(int image) {
    return GradientFrames.onset(plan, activations, p, image);
  }

  /**
   * The neurons of one image, from its onset on.
   *
   * @param potentials U before the reset {@code [step][neuron]}; modified if they are replaced
   * @param firstPotential that of step 0
   * @param gradient in: dL/doutput; out: dL/dcurrent {@code [step][neuron]}; modified
   * @param start that of step 0
   * @param replaces whether the latter takes the place of the potentials, too
   */
  void run(
      int image,
      float[] potentials,
      int firstPotential,
      float[] gradient,
      int start,
      boolean replaces,
      Scratch own) {
    Population population = plan.population(p);
    Neuron.Lif neuron = (Neuron.Lif) population.neuron();
    int neurons = plan.neurons(p);
    int onset = onset(image);
    own.lifBackward()
        .run(
            neuron.reset(),
            parameters.leak(p),
            parameters.threshold(p),
            derivative(neuron.surrogate()),
            activations.steps() - onset,
            neurons,
            potentials,
            firstPotential + onset * neurons,
            neurons,
            factor == null ? null : factor.of(image, own),
            0,
            gradient,
            start + onset * neurons,
            neurons,
            replaces,
            sums[image]);
  }

  private static SurrogateDerivative derivative(Surrogate surrogate) {
    return surrogate instanceof Surrogate.Linear linear
        ? new LinearSurrogate((float) linear.gamma())
        : z -> (float) surrogate.derivative(z);
  }

  /** Sets the gradients of leak and threshold, when all images have been gone through. */
  void set(Gradients gradients) {
    double leak = 0;
    double threshold = 0;
    for (double[] sum : sums) {
      leak += sum[0];
      threshold += sum[1];
    }
    Population population = plan.population(p);
    gradients.summed().arrays().set(population.leakName(), (float) leak);
    gradients.summed().arrays().set(population.thresholdName(), (float) threshold);
  }
}
