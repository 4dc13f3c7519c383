package org.dietsnn.cpu.reference;

import org.dietsnn.domain.network.Shape;

/**
 * Average over windows of window x window neurons; what is left over at the right and bottom of odd
 * sizes is dropped.
 *
 * @param shape before pooling
 * @param window side of the window, 1 for none
 */
record Pooling(Shape shape, int window) {

  /** The averages; the input itself if there is no pooling. */
  double[] forward(double[] input) {
    if (window == 1) {
      return input;
    }
    double[] pooled = new double[shape.pooled(window).neurons()];
    for (int i = 0; i < input.length; i++) {
      int target = target(i);
      if (target >= 0) {
        pooled[target] += input[i];
      }
    }
    for (int i = 0; i < pooled.length; i++) {
      pooled[i] /= window * window;
    }
    return pooled;
  }

  /** Adds the gradient with respect to the input, given that with respect to the averages. */
  void backward(double[] pooledGradient, double[] inputGradient) {
    for (int i = 0; i < inputGradient.length; i++) {
      int target = target(i);
      if (target >= 0) {
        inputGradient[i] += pooledGradient[target] / (window * window);
      }
    }
  }

  /** The number of non-zero values inside the windows. */
  long countRead(double[] input) {
    long count = 0;
    for (int i = 0; i < input.length; i++) {
      if (input[i] != 0 && target(i) >= 0) {
        count++;
      }
    }
    return count;
  }

  /** The number of averages that need a multiplication. */
  long multiplies() {
    return window == 1 ? 0 : shape.pooled(window).neurons();
  }

  /** The pooled neuron that reads a neuron, or -1. */
  private int target(int neuron) {
    Shape pooled = shape.pooled(window);
    int x = neuron % shape.width() / window;
    int y = neuron / shape.width() % shape.height() / window;
    int channel = neuron / (shape.width() * shape.height());
    boolean inside = x < pooled.width() && y < pooled.height();
    return inside ? (channel * pooled.height() + y) * pooled.width() + x : -1;
  }
}
