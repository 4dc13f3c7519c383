package org.dietsnn.application.port.out;

import java.util.Arrays;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/**
 * What is computed again and again where backends are timed or compared.
 *
 * @param model what runs
 * @param parameters of the network
 * @param timeSteps T
 * @param images {@code [n][channel][row][column]}, normalised
 * @param labels one per image; not modified
 */
public record Workload(
    Model model, Parameters parameters, int timeSteps, Tensor images, int[] labels) {
  public Workload {
    if (images.shape()[0] != labels.length) {
      throw new IllegalArgumentException(
          images.shape()[0] + " images with " + labels.length + " labels");
    }
  }

  /** The network of the model. */
  public Network network() {
    return model.network();
  }

  /** The number of images. */
  public int size() {
    return labels.length;
  }

  /**
   * The same work on some of the images.
   *
   * @param from the first
   * @param to one past the last
   */
  public Workload images(int from, int to) {
    int[] shape = images.shape();
    int size = images.size() / shape[0];
    shape[0] = to - from;
    float[] pixels = Arrays.copyOfRange(images.toFloats(), from * size, to * size);
    return new Workload(
        model,
        parameters,
        timeSteps,
        Tensor.of(shape, pixels),
        Arrays.copyOfRange(labels, from, to));
  }
}
