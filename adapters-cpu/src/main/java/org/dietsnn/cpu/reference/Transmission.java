package org.dietsnn.cpu.reference;

import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;

/** What a synapse does with what it reads, for one image and one time step, after the pooling. */
interface Transmission {
  /**
   * Adds the current.
   *
   * @param input presynaptic outputs after pooling; not modified
   * @param weight empty for an identity; not modified
   * @param current postsynaptic current; modified
   */
  void forward(double[] input, double[] weight, double[] current);

  /**
   * Adds the gradient with respect to the weights.
   *
   * @param input as in the forward pass; not modified
   * @param currentGradient dL/dcurrent; not modified
   * @param weightGradient modified
   */
  void backwardToWeight(double[] input, double[] currentGradient, double[] weightGradient);

  /**
   * Adds the gradient with respect to the (pooled) input.
   *
   * @param weight not modified
   * @param currentGradient dL/dcurrent; not modified
   * @param inputGradient modified
   */
  void backwardToInput(double[] weight, double[] currentGradient, double[] inputGradient);

  /** Products with a weight that {@link #forward} adds up. */
  long multiplyAccumulates();

  /** The transmission of a synapse from a population of one shape to one of another. */
  static Transmission of(Synapse synapse, Shape from, Shape to) {
    Shape pooled = from.pooled(synapse.pooling());
    if (synapse instanceof Synapse.Convolution convolution) {
      return new ConvolutionTransmission(convolution, pooled, to);
    }
    if (synapse instanceof Synapse.Dense) {
      return new DenseTransmission(pooled.neurons(), to.neurons());
    }
    return new IdentityTransmission();
  }
}
