package org.dietsnn.application.port.in;

import org.dietsnn.domain.network.Network;

/** What one round of a benchmark does with its batch. */
public enum BenchmarkedPass {
  /** Runs the images through the network. */
  INFERENCE,
  /**
   * One training step: forward pass, gradient of the softmax cross entropy on random labels,
   * backward pass, update by Adam. Without dropout, and at a learning rate of 0, so that the
   * network fires in all rounds as it did in the first.
   */
  TRAINING;

  /**
   * Floating-point operations of one image if every operand were dense, two per
   * multiply-accumulate:
   *
   * <pre>
   *   inference  2 (OP_input + T OP_rest)
   *   training   2 (2 OP_input + 3 T OP_rest)
   * </pre>
   *
   * <p>OP_input are {@link Network#inputMacs}, OP_rest all others. The backward pass has a gradient
   * towards the weights and one towards the presynaptic spikes, each as large as the forward pass;
   * the input needs none. An event-driven engine executes fewer.
   *
   * @param network what runs
   * @param timeSteps T, 1 for an ANN
   */
  public double denseOperations(Network network, int timeSteps) {
    double input = network.inputMacs();
    double rest = (double) timeSteps * (network.macs() - network.inputMacs());
    return switch (this) {
      case INFERENCE -> 2 * (input + rest);
      case TRAINING -> 2 * (2 * input + 3 * rest);
    };
  }
}
