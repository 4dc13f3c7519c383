package org.dietsnn.domain.neuron;

/**
 * What every neuron of a population computes from its input current. Sealed, because each compute
 * adapter must handle each one.
 */
public sealed interface Neuron permits Neuron.Input, Neuron.Lif, Neuron.Relu, Neuron.Accumulator {

  /** Presents the normalised pixels, the same at every time step (direct encoding). */
  record Input() implements Neuron {}

  /**
   * Leaky integrate-and-fire. One trainable leak lambda in (0, 1] and one trainable threshold theta
   * &gt; 0 are shared by the whole population.
   *
   * @param reset what a spike does to the membrane potential; holds the membrane equations
   * @param surrogate stands in for the derivative of the spike in the backward pass
   */
  record Lif(Reset reset, Surrogate surrogate) implements Neuron {
    /** The neuron of DIET-SNN: soft reset within the step, linear surrogate with gamma = 0.3. */
    public static Lif standard() {
      return new Lif(Reset.SOFT, Surrogate.standard());
    }
  }

  /** Rectified linear unit max(0, I) of the ANN twin; its derivative at 0 is 0. */
  record Relu() implements Neuron {}

  /** Output neuron: sums its current over all time steps, neither leaks nor fires. */
  record Accumulator() implements Neuron {}
}
