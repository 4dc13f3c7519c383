package org.dietsnn.domain.architecture;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;

/**
 * Which populations and synapses a network has, without parameters and whatever its neurons: a
 * recipe in few words, or every population written out. A checkpoint records it.
 */
public sealed interface Topology permits Architecture, Graph {
  /** Channels, height and width of the images. */
  Shape input();

  /** Number of classes. */
  int classes();

  /**
   * Builds the ANN (rectifying) network.
   *
   * @throws IllegalArgumentException saying what cannot be
   */
  Network build();
}
