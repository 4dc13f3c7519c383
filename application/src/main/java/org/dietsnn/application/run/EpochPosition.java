package org.dietsnn.application.run;

/**
 * How far a training is within an epoch, and what the epoch has shown so far.
 *
 * @param visited images of the epoch's order that are behind it, those left out included
 * @param images how many of them were trained on
 * @param lossSum sum of their cross entropies, as they were trained on
 * @param correct how many of them were classified rightly, as they were trained on
 * @param seconds wall-clock time spent on the epoch
 */
public record EpochPosition(int visited, int images, double lossSum, int correct, double seconds) {
  public EpochPosition {
    if (visited < 0 || images < 0 || images > visited || correct < 0 || correct > images) {
      throw new IllegalArgumentException(
          "a position in an epoch must have 0 <= correct <= images <= visited, found "
              + correct
              + ", "
              + images
              + ", "
              + visited);
    }
  }

  /** The beginning of an epoch. */
  public static EpochPosition start() {
    return new EpochPosition(0, 0, 0, 0, 0);
  }
}
