package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's convolution, which is oneDNN's where the native library has it, and cuDNN's on a GPU. */
final class ConvolutionLink implements Link {
  private static final int NOT_SAME = 0;
  private static final int CHANNELS_LAST = 1;

  /** {@code [out][in][row][column]}, the canonical order of weights. */
  private static final int OUTPUTS_FIRST = 1;

  private final Synapse.Convolution synapse;
  private final Shape from;
  private final Shape to;
  private final long frames;
  private final INDArray source;
  private final INDArray weight;
  private final INDArray bias;
  private final CustomOp forward;

  ConvolutionLink(
      Synapse.Convolution synapse,
      Shape from,
      Shape to,
      long frames,
      INDArray source,
      ParameterArrays parameters,
      INDArray target) {
    this.synapse = synapse;
    this.from = from;
    this.to = to;
    this.frames = frames;
    this.source = images(source, from);
    this.weight = weight(parameters);
    this.bias = synapse.bias() ? bias(parameters) : null;
    INDArray[] inputs =
        synapse.bias()
            ? new INDArray[] {this.source, weight, bias}
            : new INDArray[] {this.source, weight};
    this.forward = operation("conv2d", inputs, images(target, to));
  }

  private INDArray images(INDArray flat, Shape shape) {
    return Views.rowMajor(flat, 0, frames, shape.height(), shape.width(), shape.channels());
  }

  private INDArray weight(ParameterArrays arrays) {
    return Views.rowMajor(
        arrays.weights(),
        arrays.start(synapse.weightName()),
        to.channels(),
        from.channels(),
        synapse.kernel(),
        synapse.kernel());
  }

  private INDArray bias(ParameterArrays arrays) {
    return Views.flat(arrays.weights(), arrays.start(synapse.biasName()), to.channels());
  }

  private CustomOp operation(String name, INDArray[] inputs, INDArray... outputs) {
    int kernel = synapse.kernel();
    int stride = synapse.stride();
    int padding = synapse.padding();
    return DynamicCustomOp.builder(name)
        .addInputs(inputs)
        .addOutputs(outputs)
        .addIntegerArguments(
            kernel,
            kernel,
            stride,
            stride,
            padding,
            padding,
            1,
            1,
            NOT_SAME,
            CHANNELS_LAST,
            OUTPUTS_FIRST)
        .build();
  }

  @Override
  public void forward() {
    Nd4j.exec(forward);
  }

  @Override
  public Runnable backward(
      INDArray targetGradient, ParameterArrays gradients, INDArray sourceGradient) {
    INDArray arriving = images(targetGradient, to);
    INDArray leaving = images(sourceGradient, from);
    INDArray weightGradient = weight(gradients);
    CustomOp backward =
        synapse.bias()
            ? operation(
                "conv2d_bp",
                new INDArray[] {source, weight, bias, arriving},
                leaving,
                weightGradient,
                bias(gradients))
            : operation(
                "conv2d_bp", new INDArray[] {source, weight, arriving}, leaving, weightGradient);
    return () -> Nd4j.exec(backward);
  }
}
