package org.dietsnn.application.service;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.architecture.Topology;

/** Compares a run that is to be resumed with the one that is asked for, setting by setting. */
final class SameRun {
  /** As much of a value as a message shows. */
  private static final int SHOWN = 80;

  private SameRun() {}

  /**
   * Refuses to go on with another run.
   *
   * @throws FailureException naming the first setting that differs, what it was and what it is
   */
  static void require(Path file, Checkpoint checkpoint, TrainingState state, TrainCommand command) {
    Map<String, String> then =
        settings(checkpoint.model(), checkpoint.provenance(), state.recipe(), state.initial());
    Map<String, String> now =
        settings(
            command.model(),
            command.provenance(),
            command.recipe().settings(),
            command.initial().fingerprint());
    now.forEach((name, value) -> requireSame(file, name, then.get(name), value));
  }

  private static Map<String, String> settings(
      Model model, Provenance provenance, Map<String, String> recipe, String initial) {
    Topology topology = model.architecture();
    Map<String, String> settings = new LinkedHashMap<>();
    if (topology instanceof Architecture architecture) {
      settings.put("net", architecture.net());
      settings.put("dense layers", architecture.dense().toString());
      settings.put("width", Double.toString(architecture.width()));
      settings.put("kernel", Integer.toString(architecture.kernel()));
      settings.put("bias", Boolean.toString(architecture.bias()));
    } else {
      settings.put("graph", topology.toString());
    }
    settings.put("input", topology.input().toString());
    settings.put("classes", Integer.toString(topology.classes()));
    settings.put("neuron", model.hidden().toString());
    settings.put("time steps", Integer.toString(model.timeSteps()));
    settings.put("normalisation", model.normalisation().toString());
    settings.put("class names", model.classNames().toString());
    settings.put("seed", Long.toString(provenance.seed()));
    settings.put("data fingerprint", provenance.dataFingerprint());
    settings.putAll(recipe);
    settings.put("initial parameters", initial);
    return settings;
  }

  private static void requireSame(Path file, String name, String then, String now) {
    if (!now.equals(then)) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s was trained with %s %s, this run has %s; resume with the same settings or choose another folder"
              .formatted(file, name, shown(then), shown(now)));
    }
  }

  private static String shown(String value) {
    if (value == null) {
      return "not recorded";
    }
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
  }
}
