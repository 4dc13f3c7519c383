package org.dietsnn.domain.optimiser;

import java.util.List;

/**
 * The factor on the base learning rate as a function of progress through a training, 0 at its
 * beginning and 1 at its end. All schedules are non-increasing after their warm-up.
 */
public sealed interface Schedule permits Schedule.Constant, Schedule.Step, Schedule.Cosine {

  /**
   * The factor at a moment of the training.
   *
   * @param progress steps done over steps in all, in [0, 1]
   */
  double factor(double progress);

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(double progress) {
      return 1;
    }
  }

  /**
   * Divided by {@code divisor} at each milestone.
   *
   * @param divisor at least 1
   * @param milestones progress at which it is applied, each in [0, 1]
   */
  record Step(double divisor, List<Double> milestones) implements Schedule {
    public Step {
      milestones = List.copyOf(milestones);
      if (!(divisor >= 1) || milestones.stream().anyMatch(m -> !(m >= 0 && m <= 1))) {
        throw new IllegalArgumentException(
            "step schedule: divisor %s must be >= 1 and milestones %s in [0, 1]"
                .formatted(divisor, milestones));
      }
    }

    /** The schedule of DIET-SNN: a fifth of the rate after 60, 80 and 90 % of the training. */
    public static Step standard() {
      return new Step(5, List.of(0.6, 0.8, 0.9));
    }

    @Override
    public double factor(double progress) {
      double factor = 1;
      for (double milestone : milestones) {
        if (progress >= milestone) {
          factor /= divisor;
        }
      }
      return factor;
    }
  }

  /**
   * A linear warm-up, then half a cosine from 1 down to {@code end}, where it stays.
   *
   * <p>Loshchilov and Hutter, "SGDR", ICLR 2017, without restarts.
   *
   * @param warmup share of the training in which the factor rises from near 0 to 1, in [0, 1)
   * @param end the final factor, in [0, 1]
   */
  record Cosine(double warmup, double end) implements Schedule {
    public Cosine {
      if (!(warmup >= 0 && warmup < 1 && end >= 0 && end <= 1)) {
        throw new IllegalArgumentException(
            "cosine schedule: warm-up %s must be in [0, 1) and end %s in [0, 1]"
                .formatted(warmup, end));
      }
    }

    @Override
    public double factor(double progress) {
      if (progress < warmup) {
        return Math.max(progress / warmup, 1e-3);
      }
      double x = Math.min(1, (progress - warmup) / (1 - warmup));
      return end + (1 - end) * (1 + Math.cos(Math.PI * x)) / 2;
    }
  }
}
