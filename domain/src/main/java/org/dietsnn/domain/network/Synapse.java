package org.dietsnn.domain.network;

import java.util.Locale;

/**
 * A connection that turns the spikes (or activations, or pixels) of one population into current of
 * another. Every synapse can average-pool what it reads first: over windows of {@code pooling} x
 * {@code pooling} neurons, the remainder of odd sizes being dropped.
 */
public sealed interface Synapse permits Synapse.Weighted, Synapse.Identity {

  /** Index of the presynaptic population in {@link Network#populations()}. */
  int source();

  /** Side of the pooling window on the presynaptic side; 1 for none. */
  int pooling();

  /**
   * The shape of the current that this synapse brings to a population.
   *
   * @param from shape of the presynaptic population, before pooling
   * @param to shape of the postsynaptic population
   */
  Shape currentShape(Shape from, Shape to);

  /**
   * Multiply-accumulate operations for one image and one time step if every input is non-zero: k^2
   * c_in h_out w_out c_out for a convolution, n_in n_out for a dense synapse, 0 for an identity.
   */
  long macs(Shape from, Shape to);

  /** A synapse with trainable weights. */
  sealed interface Weighted extends Synapse permits Convolution, Dense {
    /** The name of the module in published checkpoints, for example {@code features.3}. */
    String module();

    /** Whether a trainable constant per output channel is added to the current at every step. */
    boolean bias();

    /** The name of the weight parameter. */
    default String weightName() {
      return module() + ".weight";
    }

    /** The name of the bias parameter, whether there is one or not. */
    default String biasName() {
      return module() + ".bias";
    }

    /** Shape of the weight: {@code [out][in][k][k]} or {@code [out][in]}. */
    int[] weightShape(Shape from, Shape to);
  }

  /**
   * Two-dimensional convolution (cross-correlation, as the field uses the word), zero-padded.
   *
   * @param source index of the presynaptic population
   * @param pooling side of the pooling window, 1 for none
   * @param kernel side of the square kernel
   * @param stride step between neighbouring outputs
   * @param padding zeros added on each side
   * @param module parameter name prefix
   * @param bias whether there is a bias
   */
  record Convolution(
      int source, int pooling, int kernel, int stride, int padding, String module, boolean bias)
      implements Weighted {
    public Convolution {
      if (pooling < 1 || kernel < 1 || stride < 1 || padding < 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "convolution %s: pooling %d, kernel %d, stride %d must be >= 1 and padding %d >= 0",
                module,
                pooling,
                kernel,
                stride,
                padding));
      }
    }

    @Override
    public Shape currentShape(Shape from, Shape to) {
      Shape in = from.pooled(pooling);
      int height = (in.height() + 2 * padding - kernel) / stride + 1;
      int width = (in.width() + 2 * padding - kernel) / stride + 1;
      if (in.height() + 2 * padding < kernel || in.width() + 2 * padding < kernel) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "convolution %s: kernel %d is larger than its padded input of %s",
                module,
                kernel,
                in));
      }
      return new Shape(to.channels(), height, width);
    }

    @Override
    public long macs(Shape from, Shape to) {
      return (long) kernel * kernel * from.channels() * to.neurons();
    }

    @Override
    public int[] weightShape(Shape from, Shape to) {
      return new int[] {to.channels(), from.channels(), kernel, kernel};
    }
  }

  /**
   * Every (pooled) presynaptic neuron to every postsynaptic one; inputs are ordered channel, row,
   * column.
   *
   * @param source index of the presynaptic population
   * @param pooling side of the pooling window, 1 for none
   * @param module parameter name prefix
   * @param bias whether there is a bias
   */
  record Dense(int source, int pooling, String module, boolean bias) implements Weighted {
    @Override
    public Shape currentShape(Shape from, Shape to) {
      from.pooled(pooling);
      return Shape.flat(to.channels());
    }

    @Override
    public long macs(Shape from, Shape to) {
      return (long) from.pooled(pooling).neurons() * to.neurons();
    }

    @Override
    public int[] weightShape(Shape from, Shape to) {
      return new int[] {to.neurons(), from.pooled(pooling).neurons()};
    }
  }

  /** The (pooled) presynaptic spikes themselves as current: the shortcut of a residual block. */
  record Identity(int source, int pooling) implements Synapse {
    @Override
    public Shape currentShape(Shape from, Shape to) {
      return from.pooled(pooling);
    }

    @Override
    public long macs(Shape from, Shape to) {
      return 0;
    }
  }
}
