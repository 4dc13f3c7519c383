package org.dietsnn.application.port.out;

import java.util.List;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A network with its parameters on a device. Not thread-safe; closing it frees the device memory.
 * No state is carried from one call to the next: every call starts with membranes at zero.
 *
 * <p>ANNs (rectifying populations) take {@code timeSteps = 1}.
 *
 * <p>An image gets the same answer in any batch, but for the rounding of sums in another order.
 * Pixels that are not finite are not looked for: their images get numbers without meaning, a call
 * with them does not fail, and no later call is affected.
 *
 * <p>After {@link #close} every other call throws {@link IllegalStateException}.
 */
public interface NetworkSession extends AutoCloseable {
  /**
   * Runs images through the network without dropout.
   *
   * @param images {@code [n][channel][row][column]}, normalised
   * @param timeSteps for how many steps each image is presented, at least 1
   * @throws IllegalArgumentException if the images do not fit the input population, there are none,
   *     or the number of steps is impossible; so also in the other calls with images
   */
  Inference infer(Tensor images, int timeSteps);

  /** As {@link #infer}, and keeps every spike and membrane potential; slow, for inspection. */
  Trace trace(Tensor images, int timeSteps);

  /**
   * Begins a walk through the layers in which each one's input currents are looked at before its
   * threshold is fixed: the search for thresholds after conversion. Uses the leaks of this session,
   * no dropout.
   */
  CurrentProbe probe(Tensor images, int timeSteps);

  /**
   * Where the time of this session has gone so far, population by population; empty where a backend
   * does not measure it.
   */
  List<LayerWork> work();

  /** The present parameters in the precision of the backend and the network's order; a copy. */
  Parameters parameters();

  /** Frees what the session holds; harmless if repeated. */
  @Override
  void close();
}
