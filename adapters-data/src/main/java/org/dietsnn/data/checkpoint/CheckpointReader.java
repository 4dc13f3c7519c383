package org.dietsnn.data.checkpoint;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;
import org.dietsnn.data.safetensors.SafetensorsReader;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/** Reads a checkpoint and believes nothing that the checksum and the network do not confirm. */
final class CheckpointReader {
  private final Path file;

  CheckpointReader(Path file) {
    this.file = file;
  }

  Checkpoint read() {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Map<String, String> texts = reader.header().metadata();
      checkIdentity(texts);
      MessageDigest digest = CheckpointFormat.beginChecksum(reader.header());
      Map<String, Tensor> tensors = reader.readAll(digest);
      checkChecksum(texts.get(CheckpointFormat.CHECKSUM_KEY), Sha256.end(digest));
      return checkpoint(texts, tensors);
    }
  }

  private void checkIdentity(Map<String, String> texts) {
    String format = texts.get(CheckpointFormat.FORMAT_KEY);
    if (!CheckpointFormat.FORMAT.equals(format)) {
      throw bad(
          "is a safetensors file, but not a dietsnn checkpoint: expected %s \"%s\" in its metadata, found %s; use a file that dietsnn saved"
              .formatted(CheckpointFormat.FORMAT_KEY, CheckpointFormat.FORMAT, quoted(format)));
    }
    String version = texts.get(CheckpointFormat.VERSION_KEY);
    if (!CheckpointFormat.VERSION.equals(version)) {
      throw bad(
          "has another checkpoint version: expected \"%s\", found %s; use the dietsnn that saved it"
              .formatted(CheckpointFormat.VERSION, quoted(version)));
    }
  }

  private void checkChecksum(String expected, String found) {
    if (!found.equals(expected)) {
      throw bad(
          "is corrupt: expected SHA-256 %s, found \"%s\"; use an undamaged copy or an earlier checkpoint"
              .formatted(quoted(expected), found));
    }
  }

  private Checkpoint checkpoint(Map<String, String> texts, Map<String, Tensor> tensors) {
    try {
      Map<String, Tensor> values = new LinkedHashMap<>();
      Map<String, Tensor> state = new LinkedHashMap<>();
      tensors.forEach(
          (name, tensor) -> {
            if (name.startsWith(CheckpointFormat.OPTIMISER_PREFIX)) {
              state.put(name.substring(CheckpointFormat.OPTIMISER_PREFIX.length()), tensor);
            } else {
              values.put(name, tensor);
            }
          });
      Model model = ModelJson.read(fields(texts, CheckpointFormat.MODEL_KEY));
      Parameters parameters = new Parameters(values);
      Optional<TrainingState> training =
          texts.containsKey(CheckpointFormat.TRAINING_KEY)
              ? Optional.of(
                  TrainingJson.read(
                      fields(texts, CheckpointFormat.TRAINING_KEY), new Parameters(state)))
              : Optional.empty();
      return CheckpointCheck.checked(
          new Checkpoint(
              model,
              parameters,
              ProvenanceJson.read(fields(texts, CheckpointFormat.PROVENANCE_KEY)),
              training));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s does not fit together: %s; use another checkpoint or save it anew"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Fields fields(Map<String, String> texts, String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("expected " + key + " in its metadata, found nothing");
    }
    try {
      return Fields.of(key, Json.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " in its metadata: " + e.getMessage(), e);
    }
  }

  private static String quoted(String text) {
    return text == null ? "nothing" : "\"" + text + "\"";
  }

  private FailureException bad(String what) {
    return new FailureException(FailureKind.BAD_DATA, file + " " + what);
  }
}
