package org.dietsnn.data.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.data.file.AtomicFile;
import org.dietsnn.data.file.Presence;
import org.dietsnn.data.json.Json;

/**
 * Keeps each checkpoint as one safetensors file, which other programs can read too, and metrics as
 * one JSON object per line.
 */
public final class SafetensorsRunStore implements RunStore {
  /** Also refuses what could not be loaded again: the previous file is worth more. */
  @Override
  public void save(Path file, Checkpoint checkpoint) {
    Checkpoint checked;
    try {
      checked = CheckpointCheck.checked(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.TRAINING,
          "checkpoint %s was not written, the file is as it was before: %s"
              .formatted(file, e.getMessage()),
          e);
    }
    new CheckpointWriter(checked).write(file);
  }

  @Override
  public Checkpoint load(Path file) {
    return new CheckpointReader(file).read();
  }

  @Override
  public boolean exists(Path file) {
    return Presence.ofFile(file);
  }

  @Override
  public void delete(Path file) {
    AtomicFile.delete(file);
  }

  @Override
  public void saveMetrics(Path file, List<EpochMetrics> history) {
    AtomicFile.write(
        file,
        history.stream()
            .map(epoch -> Json.text(TrainingJson.write(epoch)) + "\n")
            .collect(Collectors.joining()));
  }
}
