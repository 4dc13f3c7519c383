package org.dietsnn.cpu.kernel;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A synapse with random operands, run through the kernels. Operands start in the middle of their
 * arrays, and everything that only the kernels should write begins as NaN.
 */
final class SynapseRun {
  private static final int MARGIN = 3;

  final float[] source;
  final float[] weights;
  final float[] outGradient;
  private final FloatKernels kernels;
  private final Convolution convolution;
  private final int images;
  private final float[] scratch;

  SynapseRun(FloatKernels kernels, ConvGeometry g, int images, long seed) {
    this.kernels = kernels;
    this.convolution = new Convolution(kernels, g, images);
    this.images = images;
    Random random = new Random(seed);
    this.source = random(random, images * g.sourceLength());
    this.weights = random(random, g.weightLength());
    this.outGradient = random(random, images * g.outLength());
    this.scratch = nans(convolution.scratchLength());
  }

  /** Images in groups of {@code group}, blocks one call each where {@code split}. */
  float[] forward(int group, boolean split, float... initial) {
    ConvGeometry g = convolution.geometry();
    PackedWeights packed = new PackedWeights(nans(convolution.packedLength() + MARGIN), MARGIN);
    convolution.packWeights(shifted(weights), MARGIN, packed);
    float[] in = shifted(source);
    float[] out = nans(images * g.outLength() + MARGIN);
    boolean accumulate = initial.length > 0;
    System.arraycopy(initial, 0, out, MARGIN, initial.length);
    float[] staged = nans(convolution.stagedLength());
    for (int image = 0; image < images; image += group) {
      int count = Math.min(group, images - image);
      int at = MARGIN + image * g.sourceLength();
      if (convolution.stages()) {
        convolution.stage(count, in, at, staged);
      }
      float[] a = convolution.stages() ? staged : in;
      int start = convolution.stages() ? 0 : at;
      int to = MARGIN + image * g.outLength();
      int step = split ? 1 : convolution.blocks();
      for (int b = convolution.blocks() - step; b >= 0; b -= step) {
        convolution.forward(count, a, start, packed, b, b + step, out, to, accumulate, scratch);
      }
    }
    return Arrays.copyOfRange(out, MARGIN, out.length);
  }

  /** All images, block by block, added to {@code initial}; as {@link #forward} without tiles. */
  float[] forwardTiles(float... initial) {
    if (!convolution.hasTiles()) {
      return forward(images, false, initial);
    }
    PackedWeights packed = new PackedWeights(nans(convolution.packedLength() + MARGIN), MARGIN);
    convolution.packWeights(weights, 0, packed);
    float[] staged = nans(convolution.stagedLength());
    if (convolution.stages()) {
      convolution.stage(images, source, 0, staged);
    } else {
      staged = source;
    }
    float[] out = initial.clone();
    for (int b = convolution.blocks() - 1; b >= 0; b--) {
      PackedBlocks transformed = new PackedBlocks(nans(convolution.transformedLength(1)), b);
      convolution.transformWeights(packed, b, transformed, scratch);
      convolution.forwardTiles(images, staged, 0, transformed, b, b + 1, out, 0, true, scratch);
    }
    return out;
  }

  /** Weight gradient added to {@code initial}, in PyTorch's order. */
  float[] weightGradient(int group, boolean split, float[] initial) {
    ConvGeometry g = convolution.geometry();
    float[] in = shifted(source);
    PackedWeights gradient =
        new PackedWeights(new float[convolution.packedLength() + MARGIN], MARGIN);
    float[] staged = nans(convolution.stagedLength());
    for (int image = 0; image < images; image += group) {
      int count = Math.min(group, images - image);
      int at = MARGIN + image * g.sourceLength();
      if (convolution.stages()) {
        convolution.stage(count, in, at, staged);
      }
      float[] a = convolution.stages() ? staged : in;
      int start = convolution.stages() ? 0 : at;
      int d = image * g.outLength();
      int step = split ? 1 : convolution.units();
      for (int u = convolution.units() - step; u >= 0; u -= step) {
        convolution.weightGradient(count, a, start, outGradient, d, u, u + step, gradient, scratch);
      }
    }
    float[] result = initial.clone();
    convolution.addUnpacked(gradient, result, 0);
    return result;
  }

  /** As {@link #weightGradient} by tiles, in rounds of {@code group} images; empty without them. */
  Optional<float[]> weightGradientByTiles(int group, float[] initial) {
    ConvGeometry g = convolution.geometry();
    WinogradWeightGradient kernel = WinogradWeightGradient.of(kernels, g);
    if (kernel == null) {
      return Optional.empty();
    }
    PackedWeights gradient =
        new PackedWeights(new float[convolution.packedLength() + MARGIN], MARGIN);
    float[] own = nans(kernel.scratchLength());
    for (int image = 0; image < images; image += group) {
      int count = Math.min(group, images - image);
      float[] inputs = nans(kernel.inputsLength());
      float[] gradients = nans(kernel.gradientsLength());
      for (int i = 0; i < count; i++) {
        float[] in = source;
        int at = (image + i) * g.sourceLength();
        if (convolution.stages()) {
          in = nans(convolution.stagedLength());
          convolution.stage(1, source, at, in);
          at = 0;
        }
        kernel.inputs(i, 1, in, at, inputs, own);
        kernel.gradients(i, 1, outGradient, (image + i) * g.outLength(), gradients, own);
      }
      for (int unit = kernel.units() - 1; unit >= 0; unit--) {
        kernel.add(unit, count, inputs, gradients, gradient, own);
      }
    }
    float[] result = initial.clone();
    convolution.addUnpacked(gradient, result, 0);
    return Optional.of(result);
  }

  /** Gradient towards the source, added to {@code initial}. */
  float[] sourceGradient(int group, boolean split, float[] initial) {
    ConvGeometry g = convolution.geometry();
    if (g.isDense()) {
      return denseSourceGradient(initial);
    }
    PackedWeights forward = new PackedWeights(nans(convolution.packedLength() + MARGIN), MARGIN);
    convolution.packWeights(weights, 0, forward);
    ConvolutionInputGradient kernel = new ConvolutionInputGradient(kernels, g, images);
    float[] own = nans(Math.max(kernel.packScratchLength(), kernel.scratchLength()));
    int step = split ? 1 : kernel.blocks();
    PackedBlocks[] packed = new PackedBlocks[kernel.blocks()];
    for (int block = kernel.blocks() - 1; block >= 0; block--) {
      int first = block - block % step;
      if (packed[first] == null) {
        packed[first] = new PackedBlocks(nans(kernel.packedLength(step)), first);
      }
      kernel.pack(forward, block, packed[first], own);
    }
    float[] in = shifted(outGradient);
    float[] staged = nans(kernel.stagedLength());
    float[] pooled = nans(group * g.pooledLength());
    float[] result = initial.clone();
    for (int image = 0; image < images; image += group) {
      int count = Math.min(group, images - image);
      int at = MARGIN + image * g.outLength();
      for (int i = 0; i < count; i++) {
        kernel.stage(i, in, at + i * g.outLength(), staged);
      }
      boolean direct = g.pool() == 1;
      float[] to = direct ? result : pooled;
      int toStart = direct ? image * g.sourceLength() : 0;
      for (int b = kernel.blocks() - step; b >= 0; b -= step) {
        kernel.multiply(count, staged, 0, packed[b], b, b + step, to, toStart, direct, own);
      }
      if (!direct) {
        convolution.unpool(count, pooled, 0, result, image * g.sourceLength());
      }
    }
    return result;
  }

  private float[] denseSourceGradient(float[] initial) {
    ConvGeometry g = convolution.geometry();
    DenseInputGradient gradient = new DenseInputGradient(kernels, g);
    PackedWeights forward = new PackedWeights(nans(convolution.packedLength() + MARGIN), MARGIN);
    convolution.packWeights(weights, 0, forward);
    float[] transposed = nans(gradient.transposedLength(images));
    for (int o = 0; o < g.channelsOut(); o += 5) {
      int end = Math.min(g.channelsOut(), o + 5);
      gradient.transpose(IntStream.range(0, images).toArray(), outGradient, o, end, transposed);
    }
    float[] result = initial.clone();
    float[] target = g.pool() == 1 ? result : nans(images * g.pooledLength());
    for (int range = gradient.ranges() - 1; range >= 0; range--) {
      float[] own = nans(gradient.scratchLength(images));
      gradient.multiply(range, images, transposed, forward, target, g.pool() == 1, own);
    }
    if (g.pool() > 1) {
      convolution.unpool(images, target, 0, result, 0);
    }
    return result;
  }

  static float[] random(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() * 2f - 1f;
    }
    return values;
  }

  private static float[] shifted(float[] values) {
    float[] result = nans(values.length + MARGIN);
    System.arraycopy(values, 0, result, MARGIN, values.length);
    return result;
  }

  private static float[] nans(int length) {
    float[] values = new float[length];
    Arrays.fill(values, Float.NaN);
    return values;
  }
}
