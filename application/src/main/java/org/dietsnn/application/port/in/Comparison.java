package org.dietsnn.application.port.in;

import java.util.List;
import org.dietsnn.domain.network.Network;

/**
 * What a comparison found.
 *
 * @param network what ran
 * @param timeSteps T
 * @param backends those that ran; the first is the one that the others are compared with
 * @param skipped those that were left out because they are not usable
 */
public record Comparison(
    Network network, int timeSteps, List<ComparedBackend> backends, List<BackendDevice> skipped) {
  public Comparison {
    backends = List.copyOf(backends);
    skipped = List.copyOf(skipped);
  }
}
