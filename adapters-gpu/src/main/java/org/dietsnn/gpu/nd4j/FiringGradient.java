package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Back-propagation through the neurons of a population, all steps:
 *
 * <pre>
 *   dU_t = ds_t/dU_t dL/ds_t + K_t        dI_t = dU_t
 *   K_t  = lambda dU_(t+1)                for the soft resets
 *   K_t  = lambda (1 - s_t) dU_(t+1)      for HARD
 * </pre>
 *
 * The spike inside the reset is a constant, theta inside the reset is not. With R = sum U_t dU_t, P
 * = sum U_t K_t / lambda and Q = sum s_t dU_(t+1), which are dot products,
 *
 * <pre>
 *   dtheta  = -(R - lambda P) / theta - lambda Q     dlambda = P - theta Q     SOFT
 *   dtheta  = -(R - lambda P) / theta - Q            dlambda = P               SOFT_UNLEAKED
 *   dtheta  = -(R - lambda P) / theta                dlambda = P               HARD
 * </pre>
 */
final class FiringGradient {
  private final Neuron.Lif neuron;
  private final int steps;
  private final Slices potentials;
  private final Slices gradients;
  private final Spare spare;

  /** dL/dthreshold and dL/dleak of the population. */
  record OfNeurons(double threshold, double leak) {}

  /**
   * Neurons.
   *
   * @param potentials U of all steps, flat
   * @param gradients dL/ds of all steps, flat; dL/dI replaces it
   * @param scratch see {@link Slices#spareLength}
   */
  FiringGradient(
      Neuron.Lif neuron, int steps, INDArray potentials, INDArray gradients, INDArray scratch) {
    this.neuron = neuron;
    this.steps = steps;
    this.potentials = new Slices(potentials, steps);
    this.gradients = new Slices(gradients, steps);
    this.spare = new Spare(scratch, this.potentials);
  }

  /** Runs all steps backwards. */
  OfNeurons run(double leak, double threshold) {
    double same = 0;
    double carried = 0;
    double fired = 0;
    for (int piece = 0; piece < potentials.pieces(); piece++) {
      INDArray unused = spare.at(piece);
      for (int t = steps - 1; t >= 0; t--) {
        INDArray potential = potentials.at(piece, t);
        INDArray gradient = gradients.at(piece, t);
        SurrogateFactor.of(neuron.surrogate(), threshold, potential, unused);
        Elementwise.multiply(gradient, unused, gradient);
        if (t + 1 < steps) {
          INDArray later = gradients.at(piece, t + 1);
          Elementwise.step(potential, threshold, unused);
          INDArray passed = later;
          if (neuron.reset() == Reset.HARD) {
            Elementwise.subtractFrom(1, unused, unused);
            Elementwise.multiply(unused, later, unused);
            passed = unused;
          } else {
            fired += Elementwise.dot(unused, later);
          }
          carried += Elementwise.dot(potential, passed);
          Elementwise.addScaled(leak, passed, gradient);
        }
        same += Elementwise.dot(potential, gradient);
      }
    }
    double throughDistance = -(same - leak * carried) / threshold;
    return switch (neuron.reset()) {
      case SOFT -> new OfNeurons(throughDistance - leak * fired, carried - threshold * fired);
      case SOFT_UNLEAKED -> new OfNeurons(throughDistance - fired, carried);
      case HARD -> new OfNeurons(throughDistance, carried);
    };
  }
}
