package org.dietsnn.application.port.out;

import java.util.Map;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Everything that happened in the spiking populations of a network.
 *
 * @param spikes 0 or 1 by population index, {@code [t][n][channel][row][column]}
 * @param membranes potentials after the reset, same layout
 * @param logits accumulated output potentials {@code [t][n][class]}; the last step is the result
 */
public record Trace(Map<Integer, Tensor> spikes, Map<Integer, Tensor> membranes, Tensor logits) {
  public Trace {
    spikes = Map.copyOf(spikes);
    membranes = Map.copyOf(membranes);
  }
}
