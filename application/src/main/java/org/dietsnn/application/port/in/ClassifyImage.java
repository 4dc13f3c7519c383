package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.run.Checkpoint;

/** Opens a trained network for classifying single images from another program. */
public interface ClassifyImage {
  /** Puts the network on the device of a backend; close it after use. */
  Classifier open(ComputeBackend backend, Checkpoint checkpoint);

  /** A trained network that is ready to classify. Not thread-safe. */
  interface Classifier extends AutoCloseable {
    /**
     * Classifies one image.
     *
     * @param pixels {@code [channel][row][column]} in [0, 1], not normalised; not modified
     * @return the most likely class
     */
    Label classify(float[] pixels);

    @Override
    void close();
  }

  /**
   * A class.
   *
   * @param index number of the class
   * @param name its name
   * @param probability softmax of its logit
   */
  record Label(int index, String name, double probability) {}
}
