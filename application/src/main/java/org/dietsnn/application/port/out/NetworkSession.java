package org.dietsnn.application.port.out;

import java.util.List;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A network with its parameters on a device. Not thread-safe; closing it frees the device memory.
 * No state is carried from one call to the next: every call starts with membranes at zero.
 *
 * <p>ANNs (rectifying populations) take {@code timeSteps = 1}.
 */
public interface NetworkSession extends AutoCloseable {
  /**
   * Runs images through the network without dropout.
   *
   * @param images {@code [n][channel][row][column]}, normalised
   * @param timeSteps for how many steps each image is presented, at least 1
   * @throws IllegalArgumentException if the images do not fit the input population
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

  /** The present parameters; a copy on the host. */
  Parameters parameters();

  @Override
  void close();
}
