package org.dietsnn.benchmarks.workload;

import java.util.Arrays;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/**
 * A network and a batch, the same for both sides.
 *
 * @param net what the user calls the network
 * @param network an SNN or an ANN
 * @param parameters of the network
 * @param images {@code [n][channel][row][column]}
 * @param labels the class of each image; not modified
 * @param steps T, 1 for an ANN
 */
public record Workload(
    String net, Network network, Parameters parameters, Tensor images, int[] labels, int steps) {

  /** Number of images in the batch. */
  public int batch() {
    return labels.length;
  }

  /** The same with the first images only. */
  public Workload first(int count) {
    int[] shape = images.shape();
    int pixels = images.size() / shape[0];
    shape[0] = count;
    return new Workload(
        net,
        network,
        parameters,
        Tensor.of(shape, Arrays.copyOf(images.toFloats(), count * pixels)),
        Arrays.copyOf(labels, count),
        steps);
  }
}
