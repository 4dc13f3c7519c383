package org.dietsnn.application.port.out;

import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A network that learns. One step is {@link #forward}, {@link #backward} with the gradient of the
 * loss, {@link #update}. Inference, traces and probes may be called at any time, between the calls
 * of a step too; they use the present parameters and disturb nothing.
 */
public interface TrainingSession extends NetworkSession {
  /**
   * Runs a batch forward and keeps what the backward pass needs.
   *
   * @param images {@code [n][channel][row][column]}, normalised and augmented
   * @param timeSteps number of time steps, 1 for an ANN
   * @param dropout masks of the populations with dropout, the same at all time steps
   * @throws IllegalArgumentException also if a mask is of no hidden population, or not as long as
   *     the batch asks for, or its scale is not finite and &gt; 0
   */
  Inference forward(Tensor images, int timeSteps, DropoutMasks dropout);

  /**
   * Back-propagates through the last forward pass and replaces the gradients. Numbers that are not
   * finite are passed on: gradients that they reach are not finite.
   *
   * @param logitGradient dL/dlogits, {@code [n][class]} row-major; not modified
   * @throws IllegalArgumentException if its length is another; the forward pass is kept
   * @throws IllegalStateException without a forward pass since the last backward pass, update or
   *     restore
   */
  void backward(double[] logitGradient);

  /**
   * Applies the optimiser to all parameters with the present gradients, and keeps thresholds and
   * leaks in their range. A forward pass that was not back-propagated is out of date then.
   *
   * @throws IllegalStateException without a backward pass since the last update or restore
   */
  void update(UpdateStep step);

  /**
   * The gradients of the last backward pass by parameter name; a copy on the host. They outlive the
   * update, but no restore.
   *
   * @throws IllegalStateException if there are none
   */
  Parameters gradients();

  /**
   * Euclidean norm of the gradient of one parameter, computed on the device.
   *
   * @throws IllegalArgumentException if no parameter has this name
   * @throws IllegalStateException if there are no gradients
   */
  double gradientNorm(String parameter);

  /** The optimiser's state: tensors named {@code slot/parameter}; a copy on the host. */
  Parameters optimiserState();

  /**
   * Replaces parameters and optimiser state, as they were at a checkpoint, of this or another
   * backend: both may be of either precision and are rounded to that of this one. Forward pass and
   * gradients are gone then.
   *
   * @param parameters as returned by {@link #parameters}
   * @param optimiserState as returned by {@link #optimiserState}
   * @throws IllegalArgumentException if they do not fit the network and the optimiser; nothing has
   *     changed then
   */
  void restore(Parameters parameters, Parameters optimiserState);
}
