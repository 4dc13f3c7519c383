package org.dietsnn.benchmarks.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Synapse;

/**
 * The output of a population as its readers want it: as it is, average-pooled, or both; pooled once
 * for all of them. Survives the {@code PointerScope} in which it was made, until released.
 */
final class Signal {
  private final Map<Integer, Tensor> byWindow = new LinkedHashMap<>();

  /**
   * Pools what has to be pooled.
   *
   * @param frames output of the population
   * @param windows sides of the pooling windows of those who read it, 1 for none
   */
  Signal(Tensor frames, Set<Integer> windows) {
    for (int window : windows) {
      Tensor pooled = window == 1 ? frames : pooled(frames, window);
      pooled.retainReference();
      byWindow.put(window, pooled);
    }
  }

  private static Tensor pooled(Tensor frames, int window) {
    long[] side = {window, window};
    return torch.avg_pool2d(frames, side, side, new long[2], false, false, new LongOptional());
  }

  /** The pooling windows through which a population is read. */
  static Set<Integer> windows(Network network, int population) {
    Set<Integer> windows = new TreeSet<>();
    network.populations().stream()
        .flatMap(reader -> reader.synapses().stream())
        .filter(synapse -> synapse.source() == population)
        .map(Synapse::pooling)
        .forEach(windows::add);
    return windows;
  }

  /** What a synapse reads. */
  Tensor through(Synapse synapse) {
    return byWindow.get(synapse.pooling());
  }

  void release() {
    byWindow.values().forEach(Tensor::releaseReference);
    byWindow.clear();
  }
}
