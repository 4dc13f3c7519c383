package org.dietsnn.application.port.out;

import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A network that learns. One step is {@link #forward}, {@link #backward} with the gradient of the
 * loss, {@link #update}. Inference may be called at any time between steps.
 */
public interface TrainingSession extends NetworkSession {
  /**
   * Runs a batch forward and keeps what the backward pass needs.
   *
   * @param images {@code [n][channel][row][column]}, normalised and augmented
   * @param timeSteps number of time steps, 1 for an ANN
   * @param dropout masks of the populations with dropout, the same at all time steps
   */
  Inference forward(Tensor images, int timeSteps, DropoutMasks dropout);

  /**
   * Back-propagates through the last forward pass and replaces the gradients.
   *
   * @param logitGradient dL/dlogits, {@code [n][class]} row-major; not modified
   * @throws IllegalStateException without a forward pass that has not been back-propagated yet
   */
  void backward(double[] logitGradient);

  /** Applies the optimiser to all parameters with the present gradients. */
  void update(UpdateStep step);

  /** The gradients of the last backward pass by parameter name; a copy on the host. */
  Parameters gradients();

  /** Euclidean norm of the gradient of one parameter, computed on the device. */
  double gradientNorm(String parameter);

  /** The optimiser's state: tensors named {@code slot/parameter}; a copy on the host. */
  Parameters optimiserState();

  /**
   * Replaces parameters and optimiser state, as they were at a checkpoint.
   *
   * @param parameters as returned by {@link #parameters}
   * @param optimiserState as returned by {@link #optimiserState}
   * @throws IllegalArgumentException if they do not fit the network and the optimiser
   */
  void restore(Parameters parameters, Parameters optimiserState);
}
