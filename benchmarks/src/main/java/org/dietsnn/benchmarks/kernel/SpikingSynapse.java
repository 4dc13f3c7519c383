package org.dietsnn.benchmarks.kernel;

import java.util.SplittableRandom;
import org.dietsnn.cpu.kernel.ConvGeometry;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.cpu.kernel.SpikeWords;

/**
 * A synapse with random operands, as both ways need them.
 *
 * @param geometry shapes
 * @param convolution the dense way
 * @param weights packed
 * @param bits spikes, one bit each
 * @param spikes the same as numbers
 * @param outGradient gradient of the current
 */
record SpikingSynapse(
    ConvGeometry geometry,
    Convolution convolution,
    PackedWeights weights,
    long[] bits,
    float[] spikes,
    float[] outGradient) {

  /**
   * Draws a synapse.
   *
   * @param layer channels in, channels out, side of the source, pooling: {@code 128-256-16-1}
   * @param density share of neurons that fire
   * @param frames frames of spikes
   */
  static SpikingSynapse random(FloatKernels kernels, String layer, double density, int frames) {
    String[] sizes = layer.split("-");
    int in = Integer.parseInt(sizes[0]);
    int out = Integer.parseInt(sizes[1]);
    int side = Integer.parseInt(sizes[2]);
    int pool = Integer.parseInt(sizes[3]);
    ConvGeometry geometry = new ConvGeometry(in, side, side, pool, out, 3, 3, 1, 1);
    Convolution convolution = new Convolution(kernels, geometry, frames);
    SplittableRandom random = new SplittableRandom(1);
    float[] drawn = new float[geometry.weightLength()];
    fill(random, drawn);
    PackedWeights weights = empty(convolution);
    convolution.packWeights(drawn, 0, weights);
    int words = SpikeWords.perPixel(in);
    long[] bits = new long[frames * side * side * words];
    float[] spikes = new float[frames * geometry.sourceLength()];
    for (int i = 0; i < spikes.length; i++) {
      if (random.nextDouble() < density) {
        int channel = i % in;
        spikes[i] = 1;
        bits[i / in * words + channel / Long.SIZE] |= 1L << channel;
      }
    }
    float[] outGradient = new float[frames * geometry.outLength()];
    fill(random, outGradient);
    return new SpikingSynapse(geometry, convolution, weights, bits, spikes, outGradient);
  }

  /** Room for packed weights or their gradient, in a place of its own. */
  static PackedWeights empty(Convolution convolution) {
    int start = PackedWeights.ALIGNED;
    return new PackedWeights(new float[start + convolution.packedLength()], start);
  }

  private static void fill(SplittableRandom random, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }
}
