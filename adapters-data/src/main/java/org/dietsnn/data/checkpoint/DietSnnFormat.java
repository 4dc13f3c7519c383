package org.dietsnn.data.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.data.safetensors.SafetensorsFormat;
import org.dietsnn.data.safetensors.SafetensorsReader;
import org.dietsnn.domain.architecture.Model;

/** The checkpoints of this program among other formats, for whoever wants to look into one. */
public final class DietSnnFormat implements ModelFormat {
  /** The format; without state. */
  public DietSnnFormat() {}

  @Override
  public String name() {
    return "dietsnn";
  }

  @Override
  public boolean recognises(Path file) {
    if (!SafetensorsFormat.looksLikeOne(file)) {
      return false;
    }
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      return CheckpointFormat.FORMAT.equals(
          reader.header().metadata().get(CheckpointFormat.FORMAT_KEY));
    } catch (FailureException e) {
      if (e.kind() == FailureKind.BAD_DATA) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public FileDescription describe(Path file) {
    Checkpoint checkpoint = new CheckpointReader(file).read();
    Model model = checkpoint.model();
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      List<TensorDescription> tensors =
          reader.header().tensors().stream().map(SafetensorsFormat::describe).toList();
      return new FileDescription(
          name(),
          model.spiking()
              ? "checkpoint of dietsnn with a spiking network"
              : "checkpoint of dietsnn with an ANN",
          Map.of("", tensors),
          Optional.of(model.network()),
          facts(checkpoint));
    }
  }

  @Override
  public FileContent read(Path file, String part) {
    throw new FailureException(
        FailureKind.USAGE,
        "%s is a checkpoint of dietsnn already; pass it as it is to evaluate, convert --from or train-snn --from"
            .formatted(file));
  }

  private static Map<String, String> facts(Checkpoint checkpoint) {
    Map<String, String> facts = new LinkedHashMap<>();
    Model model = checkpoint.model();
    Provenance provenance = checkpoint.provenance();
    facts.put("neurons", model.hidden().toString());
    facts.put("time steps", Integer.toString(model.timeSteps()));
    facts.put("pixel means", model.normalisation().means().toString());
    facts.put("pixel deviations", model.normalisation().deviations().toString());
    facts.put("classes", String.join(", ", model.classNames()));
    facts.put("parameters", checkpoint.parameters().fingerprint());
    facts.put("origin", provenance.origin());
    facts.put("data", provenance.data());
    facts.put("seed", Long.toString(provenance.seed()));
    facts.put("held-out share", Double.toString(provenance.validation()));
    new TreeMap<>(provenance.versions()).forEach((name, text) -> facts.put("by " + name, text));
    checkpoint.training().ifPresent(training -> addTraining(facts, training));
    provenance
        .config()
        .lines()
        .filter(line -> line.contains(": "))
        .forEach(line -> facts.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
    return facts;
  }

  private static void addTraining(Map<String, String> facts, TrainingState training) {
    facts.put("epochs trained", Integer.toString(training.epochsDone()));
    facts.put("best epoch", Integer.toString(training.bestEpoch()));
    if (training.bestEpoch() > 0 && training.bestEpoch() <= training.history().size()) {
      EpochMetrics best = training.history().get(training.bestEpoch() - 1);
      facts.put("validation accuracy", Double.toString(best.validationAccuracy()));
    }
    facts.put("can be resumed", training.optimiserState().isPresent() ? "yes" : "no");
  }
}
