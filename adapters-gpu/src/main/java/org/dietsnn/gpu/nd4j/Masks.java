package org.dietsnn.gpu.nd4j;

import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dropout of a pass: a factor per image and neuron, the same at all steps. */
final class Masks implements AutoCloseable {
  private final Network network;
  private final Batch batch;

  /** Its own, because masks are taken when they come, after everything else has been planned. */
  private final Arena arena = new Arena();

  private final INDArray[] arrays;
  private DropoutMasks present = DropoutMasks.none();

  Masks(Network network, Batch batch) {
    this.network = network;
    this.batch = batch;
    this.arrays = new INDArray[network.populations().size()];
  }

  /** The multiplication of some values by the mask that a population has then, if any. */
  final class Over {
    private final int population;
    private final INDArray[] steps;

    private Over(int population, INDArray values) {
      this.population = population;
      this.steps = new INDArray[batch.steps()];
      long perStep = values.length() / batch.steps();
      for (int t = 0; t < steps.length; t++) {
        steps[t] = Views.flat(values, t * perStep, perStep);
      }
    }

    /** Whether the population has a mask now. */
    boolean present() {
      return present.kept().containsKey(population);
    }

    /** Multiplies. */
    void apply() {
      if (present()) {
        for (INDArray step : steps) {
          Elementwise.multiply(step, arrays[population], step);
        }
      }
    }
  }

  /**
   * Makes ready to multiply.
   *
   * @param values of a population per step, image and neuron, flat
   */
  Over over(int population, INDArray values) {
    return new Over(population, values);
  }

  /** Puts masks on the device, for the next forward and backward pass. */
  void set(DropoutMasks masks) {
    present = masks;
    masks.kept().keySet().forEach(p -> upload(p, masks));
  }

  private void upload(int p, DropoutMasks masks) {
    Shape shape = network.population(p).shape();
    float[] factors = new float[Math.multiplyExact(batch.images(), shape.neurons())];
    if (arrays[p] == null) {
      arrays[p] = arena.take(factors.length);
    }
    long[] words = masks.kept().get(p);
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (words[i >>> 6] >>> i & 1) == 0 ? 0 : (float) masks.scale();
    }
    Layout.upload(Layout.channelsLast(shape, factors), arrays[p]);
  }

  @Override
  public void close() {
    arena.close();
  }
}
