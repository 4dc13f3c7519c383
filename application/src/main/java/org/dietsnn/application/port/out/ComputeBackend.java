package org.dietsnn.application.port.out;

import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Precision;

/**
 * A way to run networks. Whole networks over all time steps cross this port, never single tensor
 * operations, so that an adapter is free to fuse and to keep everything on its device.
 *
 * <p>The same inputs give bit-identical results, and whatever the number of threads unless the
 * documentation of a backend says that its libraries cannot promise that. All arrays are canonical
 * on this side: images {@code [n][channel][row][column]}, logits {@code [n][class]}.
 *
 * <p>A backend may be used by several threads at once, each with sessions of its own; sessions know
 * nothing of each other. Arguments are not modified, and results belong to the caller: neither
 * later calls nor closing change them. What a backend must do in full is the conformance kit, see
 * {@code docs/backends.md}.
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
   * @param parameters of either precision; rounded to that of the backend
   * @throws IllegalArgumentException if the parameters do not fit the network, as {@link
   *     Parameters#checkedFor} has it
   */
  NetworkSession open(Network network, Parameters parameters);

  /**
   * Puts a network on the device for training; the optimiser's state starts at zero.
   *
   * @param parameters of either precision; rounded to that of the backend
   * @throws IllegalArgumentException if the parameters do not fit the network, as {@link
   *     Parameters#checkedFor} has it
   */
  TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser);
}
