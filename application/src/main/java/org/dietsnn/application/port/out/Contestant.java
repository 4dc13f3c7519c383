package org.dietsnn.application.port.out;

/**
 * A backend that runs one batch whenever it is told to and says how long that took. It stands by
 * while others run, so that rounds can alternate.
 */
public interface Contestant extends AutoCloseable {
  /** How long it took to open the backend, without its network, in seconds. */
  double openSeconds();

  /**
   * Ends what it ran before, opens a session for inference and runs the first batch.
   *
   * @return seconds of both
   */
  double beginInference();

  /**
   * Ends what it ran before, opens a session for training and runs the first step: forward pass,
   * gradient of the softmax cross entropy, backward pass, update by Adam at a learning rate of 0.
   *
   * @return seconds of both
   */
  double beginTraining();

  /**
   * Runs the batch once more in the session that is open.
   *
   * @return seconds
   */
  double again();

  /** The most memory that it has used so far. */
  PeakMemory peakMemory();

  @Override
  void close();
}
