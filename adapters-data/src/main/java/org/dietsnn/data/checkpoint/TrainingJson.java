package org.dietsnn.data.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.EpochPosition;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;
import org.dietsnn.domain.network.Parameters;

/** Progress and history of a training as JSON; the optimiser's tensors are kept elsewhere. */
final class TrainingJson {
  private TrainingJson() {}

  static ObjectNode write(TrainingState training) {
    ObjectNode json = Json.object();
    ObjectNode recipe = json.putObject("recipe");
    training.recipe().forEach(recipe::put);
    json.put("initial", training.initial())
        .put("epochsDone", training.epochsDone())
        .put("stepsDone", training.stepsDone())
        .put("bestEpoch", training.bestEpoch())
        .put("resumable", training.optimiserState().isPresent());
    if (!training.position().equals(EpochPosition.start())) {
      json.set("position", write(training.position()));
    }
    ArrayNode history = json.putArray("history");
    training.history().forEach(epoch -> history.add(write(epoch)));
    return json;
  }

  /**
   * Reads what was written.
   *
   * @param optimiserState the tensors of the optimiser in the file
   */
  static TrainingState read(Fields json, Parameters optimiserState) {
    boolean resumable = json.flag("resumable");
    if (!resumable && !optimiserState.values().isEmpty()) {
      throw new IllegalArgumentException(
          "expected no optimiser state in a checkpoint that is not resumable, found "
              + optimiserState.values().keySet().iterator().next());
    }
    return new TrainingState(
        json.object("recipe").allTexts(),
        json.text("initial"),
        json.integer("epochsDone"),
        json.has("position") ? position(json.object("position")) : EpochPosition.start(),
        json.longInteger("stepsDone"),
        json.integer("bestEpoch"),
        resumable ? Optional.of(optimiserState) : Optional.empty(),
        history(json.objects("history")));
  }

  private static ObjectNode write(EpochPosition position) {
    return Json.object()
        .put("visited", position.visited())
        .put("images", position.images())
        .put("lossSum", position.lossSum())
        .put("correct", position.correct())
        .put("seconds", position.seconds());
  }

  private static EpochPosition position(Fields json) {
    return new EpochPosition(
        json.integer("visited"),
        json.integer("images"),
        json.number("lossSum"),
        json.integer("correct"),
        json.number("seconds"));
  }

  static ObjectNode write(EpochMetrics epoch) {
    ObjectNode json =
        Json.object()
            .put("epoch", epoch.epoch())
            .put("learningRate", epoch.learningRate())
            .put("trainLoss", epoch.trainLoss())
            .put("trainAccuracy", epoch.trainAccuracy())
            .put("validationLoss", epoch.validationLoss())
            .put("validationAccuracy", epoch.validationAccuracy());
    ArrayNode rates = json.putArray("spikeRates");
    epoch.spikeRates().forEach(rates::add);
    json.put("seconds", epoch.seconds());
    return epoch.leftOut() == 0 ? json : json.put("leftOut", epoch.leftOut());
  }

  private static List<EpochMetrics> history(List<Fields> epochs) {
    return epochs.stream()
        .map(
            epoch ->
                new EpochMetrics(
                    epoch.integer("epoch"),
                    epoch.number("learningRate"),
                    epoch.number("trainLoss"),
                    epoch.number("trainAccuracy"),
                    epoch.number("validationLoss"),
                    epoch.number("validationAccuracy"),
                    epoch.numbers("spikeRates"),
                    epoch.number("seconds"),
                    epoch.has("leftOut") ? epoch.integer("leftOut") : 0))
        .toList();
  }
}
