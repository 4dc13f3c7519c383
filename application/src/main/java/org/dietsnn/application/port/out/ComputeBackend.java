package org.dietsnn.application.port.out;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Precision;

/**
 * A way to run networks. Whole networks over all time steps cross this port, never single tensor
 * operations, so that an adapter is free to fuse and to keep everything on its device.
 *
 * <p>The same inputs give bit-identical results whatever the number of threads. All arrays are
 * canonical on this side: images {@code [n][channel][row][column]}, logits {@code [n][class]}.
 */
public interface ComputeBackend {
  /** The name by which users choose it, for example {@code cpu}. */
  String name();

  /** One line for reports: device, kernels, threads. */
  String description();

  /** The precision in which it computes and keeps parameters. */
  Precision precision();

  /**
   * Puts a network on the device for inference.
   *
   * @throws IllegalArgumentException if the parameters do not fit the network
   */
  NetworkSession open(Network network, Parameters parameters);

  /**
   * Puts a network on the device for training; the optimiser's state starts at zero.
   *
   * @throws IllegalArgumentException if the parameters do not fit the network
   */
  TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser);
}
