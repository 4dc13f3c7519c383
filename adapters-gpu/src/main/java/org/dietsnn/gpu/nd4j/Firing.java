package org.dietsnn.gpu.nd4j;

import org.dietsnn.domain.neuron.Reset;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Leaky integrate-and-fire neurons over all time steps, in three operations a step for the soft
 * resets and five for the hard one. In the notation of {@link Reset}, with what a spike takes away
 * from the next step,
 *
 * <pre>
 *   s_t     = [U_t &gt; theta]
 *   U_(t+1) = I_(t+1) + lambda U_t - lambda theta s_t       SOFT
 *   U_(t+1) = I_(t+1) + lambda U_t - theta s_t              SOFT_UNLEAKED
 *   U_(t+1) = I_(t+1) + lambda U_t - lambda U_t s_t         HARD
 * </pre>
 */
final class Firing {
  private final Reset reset;
  private final int steps;
  private final Slices potentials;
  private final Slices spikes;
  private final boolean inPlace;
  private final Spare spare;

  /**
   * Neurons.
   *
   * @param currents I of all steps, flat; U replaces it
   * @param spikes receives s; may be the same array, and then U is lost
   * @param scratch see {@link Slices#spareLength}
   */
  Firing(Reset reset, int steps, INDArray currents, INDArray spikes, INDArray scratch) {
    this.reset = reset;
    this.steps = steps;
    this.inPlace = currents == spikes;
    this.potentials = new Slices(currents, steps);
    this.spikes = inPlace ? potentials : new Slices(spikes, steps);
    this.spare = new Spare(scratch, potentials);
  }

  /** Runs all steps. */
  void run(double leak, double threshold) {
    for (int piece = 0; piece < potentials.pieces(); piece++) {
      for (int t = 0; t < steps; t++) {
        INDArray now = potentials.at(piece, t);
        INDArray fired = spikes.at(piece, t);
        if (t + 1 == steps) {
          Elementwise.step(now, threshold, fired);
        } else if (reset == Reset.HARD) {
          carryHard(piece, t, leak, threshold);
        } else {
          INDArray next = potentials.at(piece, t + 1);
          Elementwise.addScaled(leak, now, next);
          Elementwise.step(now, threshold, fired);
          Elementwise.addScaled(reset == Reset.SOFT ? -leak * threshold : -threshold, fired, next);
        }
      }
    }
  }

  private void carryHard(int piece, int t, double leak, double threshold) {
    INDArray now = potentials.at(piece, t);
    INDArray next = potentials.at(piece, t + 1);
    INDArray unused = spare.at(piece);
    INDArray fired = inPlace ? unused : spikes.at(piece, t);
    INDArray taken = inPlace ? now : unused;
    Elementwise.addScaled(leak, now, next);
    Elementwise.step(now, threshold, fired);
    Elementwise.multiply(now, fired, taken);
    Elementwise.addScaled(-leak, taken, next);
    if (inPlace) {
      Elementwise.copy(fired, now);
    }
  }
}
