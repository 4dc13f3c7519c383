package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.cpu.kernel.LifForward;
import org.dietsnn.cpu.kernel.Threshold;
import org.dietsnn.domain.neuron.Neuron;

/**
 * Turns the current of a block of channels into spikes over all time steps: membranes, dropout,
 * counts, and potentials where they are kept.
 */
final class Firing {
  private final NetworkPlan plan;
  private final LifForward lif;
  private final Activations activations;
  private final DropoutMasks dropout;
  private final int population;
  private final Neuron.Lif neuron;
  private final float leak;
  private final float theta;
  private final float silent;

  Firing(
      NetworkPlan plan,
      Activations activations,
      DropoutMasks dropout,
      int population,
      float leak,
      float theta) {
    this.plan = plan;
    this.lif = new LifForward(plan.kernels());
    this.activations = activations;
    this.dropout = dropout;
    this.population = population;
    this.neuron = (Neuron.Lif) plan.population(population).neuron();
    this.leak = leak;
    this.theta = theta;
    this.silent = Threshold.silent(theta);
  }

  /** Channels of a block that are there. */
  int channels(int block) {
    return plan.channels(population, block);
  }

  /**
   * Fires some pixels of one image and block.
   *
   * @param silentSteps first steps at which no current arrives; 0 where potentials are kept
   * @param current I, not read at the silent steps; not modified, unless it is where potentials are
   *     kept
   * @param start that of the first pixel at the first step
   * @param pixelStride distance of two pixels
   * @param stepStride distance of two steps; 0 where it is the same at all steps
   * @return spikes before dropout
   */
  long fire(
      int image,
      int block,
      int fromPixel,
      int toPixel,
      int silentSteps,
      float[] current,
      int start,
      int pixelStride,
      int stepStride,
      Scratch own) {
    int firstWord = activations.word(population, image, 0) + block;
    if (activations.keepsPotentials(population)) {
      int first = activations.start(population, image) + block * Long.SIZE;
      keepPotentials(
          block,
          fromPixel,
          toPixel,
          current,
          start,
          pixelStride,
          stepStride,
          first,
          firstWord,
          own.floats(Scratch.Use.STATE, Long.SIZE));
    } else {
      forgetPotentials(
          block,
          fromPixel,
          toPixel,
          silentSteps,
          current,
          start,
          pixelStride,
          stepStride,
          firstWord);
    }
    return fired(fromPixel, toPixel, firstWord);
  }

  // Two loops in two methods: compiled as one, the state of the second was not kept in registers,
  // which made the first layer of a training step six times as slow.
  private void keepPotentials(
      int block,
      int fromPixel,
      int toPixel,
      float[] current,
      int start,
      int pixelStride,
      int stepStride,
      int firstPotential,
      int firstWord,
      float[] state) {
    int channels = plan.population(population).shape().channels();
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      lif.run(
          neuron.reset(),
          leak,
          theta,
          silent,
          activations.steps(),
          channels(block),
          current,
          start + (pixel - fromPixel) * pixelStride,
          stepStride,
          activations.potentials(population),
          firstPotential + pixel * channels,
          plan.neurons(population),
          activations.spikes(population),
          firstWord + pixel * plan.blocks(population),
          plan.words(population),
          state);
    }
  }

  private void forgetPotentials(
      int block,
      int fromPixel,
      int toPixel,
      int silentSteps,
      float[] current,
      int start,
      int pixelStride,
      int stepStride,
      int firstWord) {
    int count = channels(block);
    int blocks = plan.blocks(population);
    int words = plan.words(population);
    long[] spikes = activations.spikes(population);
    int first = firstWord + silentSteps * words;
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      // Potentials start at zero, below any threshold, and stay there.
      for (int t = 0; t < silentSteps; t++) {
        spikes[firstWord + t * words + pixel * blocks] = 0;
      }
      plan.kernels()
          .lifRun(
              neuron.reset(),
              leak,
              theta,
              silent,
              activations.steps() - silentSteps,
              count,
              current,
              start + silentSteps * stepStride + (pixel - fromPixel) * pixelStride,
              stepStride,
              spikes,
              first + pixel * blocks,
              words);
    }
  }

  private long fired(int fromPixel, int toPixel, int firstWord) {
    long[] spikes = activations.spikes(population);
    int words = plan.words(population);
    int blocks = plan.blocks(population);
    long fired = 0;
    for (int t = 0; t < activations.steps(); t++) {
      for (int pixel = fromPixel; pixel < toPixel; pixel++) {
        fired += Long.bitCount(spikes[firstWord + pixel * blocks + t * words]);
      }
    }
    return fired;
  }

  /**
   * Computes again the potentials of one image and block, and nothing else.
   *
   * @param current {@code [pixel][channel]}, the same at all steps; not modified
   * @param potentials {@code [step][pixel][channel]}; modified in the channels of the block
   */
  void potentials(int block, float[] current, float[] potentials, Scratch own) {
    int channels = plan.population(population).shape().channels();
    int steps = activations.steps();
    long[] spikes = own.longs(Scratch.Use.STATE, steps);
    float[] state = own.floats(Scratch.Use.STATE, Long.SIZE);
    for (int pixel = 0; pixel < plan.pixels(population); pixel++) {
      int first = pixel * channels + block * Long.SIZE;
      lif.run(
          neuron.reset(),
          leak,
          theta,
          silent,
          steps,
          channels(block),
          current,
          first,
          0,
          potentials,
          first,
          plan.neurons(population),
          spikes,
          0,
          1,
          state);
    }
  }

  /** Applies dropout to one image and block, all of whose pixels have fired, and counts. */
  void finish(int image, int block, long fired, Scratch own) {
    long sent = fired;
    if (dropout.kept().containsKey(population)) {
      int pixels = plan.pixels(population);
      long[] kept = own.longs(Scratch.Use.KEPT, pixels);
      kept(image, block, pixels, kept);
      sent = 0;
      long[] spikes = activations.spikes(population);
      int blocks = plan.blocks(population);
      for (int t = 0; t < activations.steps(); t++) {
        int first = activations.word(population, image, t) + block;
        for (int i = 0; i < pixels; i++) {
          long left = spikes[first + i * blocks] & kept[i];
          spikes[first + i * blocks] = left;
          sent += Long.bitCount(left);
        }
      }
    }
    activations.count(population, image, block, fired, sent);
  }

  /** The mask of one image and block, from channels first to a word per pixel. */
  private void kept(int image, int block, int pixels, long[] kept) {
    Arrays.fill(kept, 0, pixels, 0L);
    long[] mask = dropout.kept().get(population);
    long bit = (long) image * plan.neurons(population) + (long) block * Long.SIZE * pixels;
    for (int c = 0; c < channels(block); c++) {
      for (int i = 0; i < pixels; i++, bit++) {
        kept[i] |= (mask[(int) (bit >>> 6)] >>> bit & 1) << c;
      }
    }
  }
}
