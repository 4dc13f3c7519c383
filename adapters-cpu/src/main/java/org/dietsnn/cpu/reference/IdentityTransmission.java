package org.dietsnn.cpu.reference;

/** current = input. */
record IdentityTransmission() implements Transmission {
  @Override
  public void forward(double[] input, double[] weight, double[] current) {
    for (int i = 0; i < current.length; i++) {
      current[i] += input[i];
    }
  }

  @Override
  public void backwardToWeight(double[] input, double[] currentGradient, double[] weightGradient) {}

  @Override
  public void backwardToInput(double[] weight, double[] currentGradient, double[] inputGradient) {
    for (int i = 0; i < inputGradient.length; i++) {
      inputGradient[i] += currentGradient[i];
    }
  }

  @Override
  public long multiplyAccumulates() {
    return 0;
  }
}
