package org.dietsnn.gpu.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What is read is the current. */
record IdentityLink(INDArray source, INDArray target) implements Link {
  @Override
  public void forward() {
    Elementwise.copy(source, target);
  }

  @Override
  public Runnable backward(
      INDArray targetGradient, ParameterArrays gradients, INDArray sourceGradient) {
    return () -> Elementwise.copy(targetGradient, sourceGradient);
  }
}
