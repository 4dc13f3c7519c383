package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products. With inputs, outputs and weight rows as columns X, Y and W: Y = W^T X, dW = X
 * dY^T, dX = W dY, so that nothing needs to be transposed in memory.
 */
final class DenseLink implements Link {
  private final Synapse.Dense synapse;
  private final int inputs;
  private final int outputs;
  private final long frames;
  private final INDArray source;
  private final INDArray weight;
  private final INDArray target;
  private final CustomOp addBias;

  DenseLink(
      Synapse.Dense synapse,
      Shape from,
      Shape to,
      long frames,
      INDArray source,
      ParameterArrays parameters,
      INDArray target) {
    this.synapse = synapse;
    this.inputs = from.neurons();
    this.outputs = to.neurons();
    this.frames = frames;
    this.source = Views.columns(source, 0, inputs, frames);
    this.weight = weight(parameters);
    this.target = Views.columns(target, 0, outputs, frames);
    this.addBias = synapse.bias() ? addBias(rows(target), bias(parameters)) : null;
  }

  private static CustomOp addBias(INDArray rows, INDArray bias) {
    return DynamicCustomOp.builder("biasadd").addInputs(rows, bias).addOutputs(rows).build();
  }

  private static CustomOp sumFrames(INDArray rows, INDArray sum) {
    return DynamicCustomOp.builder("reduce_sum")
        .addInputs(rows)
        .addOutputs(sum)
        .addIntegerArguments(0)
        .build();
  }

  private INDArray weight(ParameterArrays arrays) {
    return Views.columns(arrays.weights(), arrays.start(synapse.weightName()), inputs, outputs);
  }

  private INDArray bias(ParameterArrays arrays) {
    return Views.flat(arrays.weights(), arrays.start(synapse.biasName()), outputs);
  }

  private INDArray rows(INDArray flat) {
    return Views.rowMajor(flat, 0, frames, outputs);
  }

  @Override
  public void forward() {
    Nd4j.gemm(weight, source, target, true, false, 1, 0);
    if (addBias != null) {
      Nd4j.exec(addBias);
    }
  }

  @Override
  public Runnable backward(
      INDArray targetGradient, ParameterArrays gradients, INDArray sourceGradient) {
    INDArray arriving = Views.columns(targetGradient, 0, outputs, frames);
    INDArray leaving = Views.columns(sourceGradient, 0, inputs, frames);
    INDArray weightGradient = weight(gradients);
    CustomOp sumFrames = synapse.bias() ? sumFrames(rows(targetGradient), bias(gradients)) : null;
    return () -> {
      Nd4j.gemm(source, arriving, weightGradient, false, true, 1, 0);
      Nd4j.gemm(weight, arriving, leaving, false, false, 1, 0);
      if (sumFrames != null) {
        Nd4j.exec(sumFrames);
      }
    };
  }
}
