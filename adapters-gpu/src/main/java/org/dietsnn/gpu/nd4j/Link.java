package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A synapse after its pooling, with the arrays of a fixed number of frames: all of them go through
 * it in one call.
 */
sealed interface Link permits ConvolutionLink, DenseLink, IdentityLink {

  /** Replaces the target by the current that the source brings. */
  void forward();

  /**
   * Makes ready for the way back.
   *
   * @param targetGradient dL/dcurrent, read whenever the result is run
   * @param gradients receives the gradients of weight and bias
   * @param sourceGradient receives dL/dsource
   */
  Runnable backward(INDArray targetGradient, ParameterArrays gradients, INDArray sourceGradient);

  /**
   * The link of a synapse.
   *
   * @param from shape of what it reads, pooled
   * @param to shape of the postsynaptic population
   * @param frames how many
   * @param source flat
   * @param target flat
   */
  static Link of(
      Synapse synapse,
      Shape from,
      Shape to,
      long frames,
      INDArray source,
      ParameterArrays parameters,
      INDArray target) {
    if (synapse instanceof Synapse.Convolution convolution) {
      return new ConvolutionLink(convolution, from, to, frames, source, parameters, target);
    }
    if (synapse instanceof Synapse.Dense dense) {
      return new DenseLink(dense, from, to, frames, source, parameters, target);
    }
    return new IdentityLink(source, target);
  }
}
