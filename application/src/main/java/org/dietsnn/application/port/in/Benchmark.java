package org.dietsnn.application.port.in;

import java.util.List;
import org.dietsnn.domain.network.Network;

/**
 * How fast a network ran.
 *
 * @param network what ran
 * @param timeSteps T
 * @param batch images per round
 * @param passes what was measured: inference before training
 */
public record Benchmark(Network network, int timeSteps, int batch, List<PassSpeed> passes) {
  public Benchmark {
    passes = List.copyOf(passes);
  }
}
