package org.dietsnn.application.service;

import java.util.SplittableRandom;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.network.Shape;

/**
 * How the images of a stream are looked at. What is random is drawn for each image, in the order of
 * the stream and before it is read, so that it does not matter which thread reads it, or when.
 */
sealed interface Look {
  /** Takes the draws of the next image of the stream. */
  Reading next(int index);

  /** Reads the image that the draws were made for. */
  @FunctionalInterface
  interface Reading {
    void read(ImageSet set, Shape shape, float[] into, int offset);
  }

  /** As networks are measured: nothing is random. */
  record Measuring() implements Look {
    @Override
    public Reading next(int index) {
      return (set, shape, into, offset) -> set.read(index, into, offset);
    }
  }

  /** As networks are trained in one epoch. */
  final class Training implements Look {
    private final Augmentation augmentation;
    private final long seed;
    private final int epoch;
    private final SplittableRandom shifts;

    /**
     * An epoch.
     *
     * @param epoch 1 for the first
     * @param visited images of the epoch's order that are behind it
     */
    Training(Augmentation augmentation, long seed, int epoch, int visited) {
      this.augmentation = augmentation;
      this.seed = seed;
      this.epoch = epoch;
      this.shifts = Randomness.AUGMENTATION.stream(seed, epoch, 0);
      for (int i = 0; i < visited; i++) {
        augmentation.draw(shifts);
      }
    }

    @Override
    public Reading next(int index) {
      Augmentation.Shift shift = augmentation.draw(shifts);
      return (set, shape, into, offset) -> {
        SplittableRandom part = Randomness.IMAGE_PART.stream(seed, epoch, index);
        if (shift.moves()) {
          float[] original = new float[shape.neurons()];
          set.readForTraining(index, part, original, 0);
          shift.apply(original, shape, into, offset);
        } else {
          set.readForTraining(index, part, into, offset);
        }
      };
    }
  }
}
