package org.dietsnn.cpu.reference;

/**
 * current_o = sum_i w_oi input_i.
 *
 * @param inputs number of (pooled) presynaptic neurons
 * @param outputs number of postsynaptic neurons
 */
record DenseTransmission(int inputs, int outputs) implements Transmission {
  @Override
  public void forward(double[] input, double[] weight, double[] current) {
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        current[o] += weight[o * inputs + i] * input[i];
      }
    }
  }

  @Override
  public void backwardToWeight(double[] input, double[] currentGradient, double[] weightGradient) {
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        weightGradient[o * inputs + i] += currentGradient[o] * input[i];
      }
    }
  }

  @Override
  public void backwardToInput(double[] weight, double[] currentGradient, double[] inputGradient) {
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        inputGradient[i] += weight[o * inputs + i] * currentGradient[o];
      }
    }
  }

  @Override
  public long multiplyAccumulates() {
    return (long) inputs * outputs;
  }
}
