package org.dietsnn.cli.config;

import java.util.List;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.Schedule;
import org.dietsnn.domain.optimiser.SgdMomentum;

/**
 * How to train; the same keys for the ANN and the SNN.
 *
 * @param epochs passes through the training images
 * @param batch images per step
 * @param learningRate base rate
 * @param optimiser {@code sgd(momentum=...)}, {@code adam} or {@code adam-amsgrad}
 * @param weightDecay L2 penalty on weights
 * @param schedule factor on the rate: {@code constant}, {@code step(...)} or {@code cosine(...)}
 * @param dropout share of neurons silenced
 * @param cropPadding zeros around an image before a random crop; null for what is usual for the set
 * @param flip whether half of the images are mirrored; null for what is usual for the set
 * @param validation share of the training images held out for model selection
 */
public record TrainingConfig(
    int epochs,
    int batch,
    double learningRate,
    String optimiser,
    double weightDecay,
    String schedule,
    double dropout,
    Integer cropPadding,
    Boolean flip,
    double validation) {
  private static final List<String> OPTIMISERS =
      List.of(
          "sgd(momentum=0.9)",
          "adam(beta1=0.9, beta2=0.999, epsilon=0.00000001)",
          "adam-amsgrad(beta1=0.9, beta2=0.999, epsilon=0.00000001)");
  private static final List<String> SCHEDULES =
      List.of("constant", "step(divisor=5, at=0.6 0.8 0.9)", "cosine(warmup=0.05, end=0.01)");

  public TrainingConfig {
    InvalidSetting.unless(epochs >= 1, "epochs", "a whole number >= 1", epochs);
    InvalidSetting.unless(batch >= 1, "batch", "a whole number >= 1", batch);
    InvalidSetting.unless(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning-rate",
        "a finite number > 0",
        learningRate);
    InvalidSetting.unless(weightDecay >= 0, "weight-decay", "a number >= 0", weightDecay);
    InvalidSetting.unless(dropout >= 0 && dropout < 1, "dropout", "a number in [0, 1)", dropout);
    InvalidSetting.unless(
        cropPadding == null || cropPadding >= 0,
        "crop-padding",
        "a whole number >= 0",
        cropPadding);
    InvalidSetting.unless(
        validation > 0 && validation < 1, "validation", "a number in (0, 1)", validation);
    optimiser = Call.parse("optimiser", optimiser, OPTIMISERS).toString();
    schedule = Call.parse("schedule", schedule, SCHEDULES).toString();
    requirePossible(optimiser, weightDecay, schedule);
  }

  /** These settings with the augmentation that is usual for a data set where none was chosen. */
  TrainingConfig resolvedFor(String set) {
    boolean padded = set.startsWith("cifar");
    return new TrainingConfig(
        epochs,
        batch,
        learningRate,
        optimiser,
        weightDecay,
        schedule,
        dropout,
        cropPadding != null ? cropPadding : Integer.valueOf(padded ? 4 : 0),
        flip != null ? flip : Boolean.valueOf(padded || DataConfig.isPhotographs(set)),
        validation);
  }

  /**
   * The recipe.
   *
   * @throws IllegalStateException before the augmentation was resolved for a data set
   */
  public Recipe recipe() {
    if (cropPadding == null || flip == null) {
      throw new IllegalStateException("augmentation not resolved for a data set");
    }
    return new Recipe(
        epochs,
        batch,
        learningRate,
        optimiserOf(optimiser, weightDecay),
        scheduleOf(schedule),
        dropout,
        new Augmentation(cropPadding, flip),
        validation);
  }

  private static Optimiser optimiserOf(String text, double weightDecay) {
    Call call = Call.parse("optimiser", text, OPTIMISERS);
    if (call.name().equals("sgd")) {
      return new SgdMomentum(call.value("momentum"), weightDecay, false);
    }
    boolean amsgrad = call.name().equals("adam-amsgrad");
    return new Adam(
        call.value("beta1"),
        call.value("beta2"),
        call.value("epsilon"),
        amsgrad,
        weightDecay,
        false);
  }

  private static Schedule scheduleOf(String text) {
    Call call = Call.parse("schedule", text, SCHEDULES);
    return switch (call.name()) {
      case "step" -> new Schedule.Step(call.value("divisor"), call.values("at"));
      case "cosine" -> new Schedule.Cosine(call.value("warmup"), call.value("end"));
      default -> new Schedule.Constant();
    };
  }

  private static void requirePossible(String optimiser, double weightDecay, String schedule) {
    String key = "optimiser";
    try {
      optimiserOf(optimiser, weightDecay);
      key = "schedule";
      scheduleOf(schedule);
    } catch (InvalidSetting e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(
          key,
          "possible parameters (" + e.getMessage() + ")",
          key.equals("schedule") ? schedule : optimiser);
    }
  }
}
