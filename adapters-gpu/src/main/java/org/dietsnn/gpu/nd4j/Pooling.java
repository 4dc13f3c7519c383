package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Average over windows of a fixed number of frames; what is left over at the right and bottom of
 * odd sizes is dropped.
 */
final class Pooling {
  private final Shape shape;
  private final int window;
  private final long frames;
  private final INDArray source;
  private final CustomOp forward;

  /**
   * A pooling.
   *
   * @param shape before pooling
   * @param source flat
   * @param pooled flat, receives the averages
   */
  Pooling(Shape shape, int window, long frames, INDArray source, INDArray pooled) {
    this.shape = shape;
    this.window = window;
    this.frames = frames;
    this.source = images(source, shape);
    this.forward = operation("avgpool2d", images(pooled, shape.pooled(window)), this.source);
  }

  private INDArray images(INDArray flat, Shape of) {
    return Views.rowMajor(flat, 0, frames, of.height(), of.width(), of.channels());
  }

  private CustomOp operation(String name, INDArray output, INDArray... inputs) {
    return DynamicCustomOp.builder(name)
        .addInputs(inputs)
        .addOutputs(output)
        // No padding, dilation 1, not "same", divided by the window's size, channels last.
        .addIntegerArguments(window, window, window, window, 0, 0, 1, 1, 0, 0, 1)
        .build();
  }

  /** Replaces the averages. */
  void forward() {
    Nd4j.exec(forward);
  }

  /** Makes ready to replace the gradient of the source by that of the averages, spread. */
  Runnable backward(INDArray pooledGradient, INDArray sourceGradient) {
    CustomOp backward =
        operation(
            "avgpool2d_bp",
            images(sourceGradient, shape),
            source,
            images(pooledGradient, shape.pooled(window)));
    return () -> Nd4j.exec(backward);
  }
}
