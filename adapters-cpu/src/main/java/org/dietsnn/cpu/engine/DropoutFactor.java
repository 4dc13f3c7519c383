package org.dietsnn.cpu.engine;

import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.domain.network.Shape;

/**
 * The factor that dropout puts on the output of one population, in channels-last order.
 *
 * @param masks the masks of the step
 * @param population index of a population with dropout
 * @param shape its shape
 */
record DropoutFactor(DropoutMasks masks, int population, Shape shape) {

  /** The factors of one image; valid until the scratch memory is used for another. */
  float[] of(int image, Scratch own) {
    int neurons = shape.neurons();
    float[] factor = own.floats(Scratch.Use.FACTOR, neurons);
    long[] words = masks.kept().get(population);
    float scale = (float) masks.scale();
    int pixels = shape.height() * shape.width();
    long bit = (long) image * neurons;
    for (int c = 0; c < shape.channels(); c++) {
      for (int i = 0; i < pixels; i++, bit++) {
        boolean kept = (words[(int) (bit >>> 6)] >>> (bit & 63) & 1) != 0;
        factor[i * shape.channels() + c] = kept ? scale : 0;
      }
    }
    return factor;
  }

  /** Multiplies the outputs of an image at all steps; activations are modified. */
  void apply(FloatKernels kernels, Activations activations, int image, Scratch own) {
    int neurons = shape.neurons();
    float[] factor = of(image, own);
    int start = activations.start(population, image);
    for (int t = 0; t < activations.steps(); t++) {
      kernels.multiply(neurons, factor, 0, activations.outputs(population), start + t * neurons);
    }
  }
}
