package org.dietsnn.data.nir;

import java.util.List;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The nodes of NIR that a network of this program can be made of. Shapes have no batch dimension:
 * channels, rows and columns, or a number of neurons.
 *
 * <p>Source: Pedersen et al., "Neuromorphic intermediate representation: A unified instruction set
 * for interoperable brain-inspired computing", Nature Communications 15, 2024, and the published
 * Python package {@code nir}, version 1.0.7.
 */
sealed interface NirNode {
  /** What the node says about itself. */
  NirMetadata metadata();

  /** The name of the node's type in files. */
  default String type() {
    return getClass().getSimpleName();
  }

  /** A node whose output is kept and read by others: the ends of synapses. */
  sealed interface Population extends NirNode permits Input, Output, Lif, If {}

  /** A node between two populations. */
  sealed interface Connection extends NirNode
      permits Conv2d, Linear, Affine, Scale, Flatten, SumPool2d, AvgPool2d {}

  /** Where data enters. */
  record Input(List<Integer> shape, NirMetadata metadata) implements Population {}

  /** Where results leave. */
  record Output(List<Integer> shape, NirMetadata metadata) implements Population {}

  /**
   * tau dv/dt = (v_leak - v) + r I; z = 1 if v &gt; v_threshold, then v = v_reset. All neurons
   * alike.
   *
   * @param shape of the parameters; one number stands for any shape
   */
  record Lif(
      List<Integer> shape,
      double tau,
      double r,
      double vLeak,
      double vThreshold,
      double vReset,
      NirMetadata metadata)
      implements Population {
    @Override
    public String type() {
      return "LIF";
    }
  }

  /** As {@link Lif} without a leak: dv/dt = r I. */
  record If(List<Integer> shape, double r, double vThreshold, double vReset, NirMetadata metadata)
      implements Population {
    @Override
    public String type() {
      return "IF";
    }
  }

  /**
   * Convolution of one group without dilation.
   *
   * @param inputShape rows and columns; empty if not told
   * @param weight {@code [out][in][rows][columns]}
   * @param stride of rows and columns
   * @param padding zeros on each side of rows and columns
   * @param bias one per output channel; NIR has no convolution without
   */
  record Conv2d(
      List<Integer> inputShape,
      Tensor weight,
      List<Integer> stride,
      List<Integer> padding,
      Tensor bias,
      NirMetadata metadata)
      implements Connection {}

  /** y = W x. */
  record Linear(Tensor weight, NirMetadata metadata) implements Connection {}

  /** y = W x + b. */
  record Affine(Tensor weight, Tensor bias, NirMetadata metadata) implements Connection {}

  /** y = s x with one number for all neurons. */
  record Scale(List<Integer> shape, double scale, NirMetadata metadata) implements Connection {}

  /** All dimensions from one to another, both included, become one. */
  record Flatten(int startDim, int endDim, List<Integer> inputType, NirMetadata metadata)
      implements Connection {}

  /** Sums over windows; what is left over at the edge is dropped. */
  record SumPool2d(
      List<Integer> kernelSize, List<Integer> stride, List<Integer> padding, NirMetadata metadata)
      implements Connection {}

  /** As {@link SumPool2d}, divided by the size of the window. */
  record AvgPool2d(
      List<Integer> kernelSize, List<Integer> stride, List<Integer> padding, NirMetadata metadata)
      implements Connection {}
}
