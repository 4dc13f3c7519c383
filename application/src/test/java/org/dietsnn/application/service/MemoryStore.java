package org.dietsnn.application.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;

/** Keeps run folders in memory. */
final class MemoryStore implements RunStore {
  private final Map<Path, Checkpoint> checkpoints = new HashMap<>();
  private final List<String> saves = new ArrayList<>();
  private final List<String> deletions = new ArrayList<>();
  private List<EpochMetrics> metrics = List.of();

  /** Names of the checkpoint files written, in order. */
  List<String> saves() {
    return saves;
  }

  /** Names of the files removed, in order. */
  List<String> deletions() {
    return deletions;
  }

  List<EpochMetrics> metrics() {
    return metrics;
  }

  @Override
  public void save(Path file, Checkpoint checkpoint) {
    saves.add(file.getFileName().toString());
    checkpoints.put(file, checkpoint);
  }

  @Override
  public Checkpoint load(Path file) {
    if (!exists(file)) {
      throw new FailureException(FailureKind.MISSING_INPUT, "there is no " + file);
    }
    return checkpoints.get(file);
  }

  @Override
  public boolean exists(Path file) {
    return checkpoints.containsKey(file);
  }

  @Override
  public void delete(Path file) {
    deletions.add(file.getFileName().toString());
    checkpoints.remove(file);
    if (file.endsWith(TrainingService.METRICS)) {
      metrics = List.of();
    }
  }

  @Override
  public void saveMetrics(Path file, List<EpochMetrics> history) {
    metrics = List.copyOf(history);
  }
}
