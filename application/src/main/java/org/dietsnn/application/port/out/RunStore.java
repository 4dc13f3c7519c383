package org.dietsnn.application.port.out;

import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;

/**
 * Keeps checkpoints and metrics. Every file is written aside and moved into place, so that a crash
 * at any moment leaves the old or the new file, never a part.
 */
public interface RunStore {
  /**
   * Writes a checkpoint.
   *
   * @throws org.dietsnn.application.failure.FailureException if it cannot be written; the previous
   *     file is then untouched
   */
  void save(Path file, Checkpoint checkpoint);

  /**
   * Reads a checkpoint.
   *
   * @throws org.dietsnn.application.failure.FailureException if it is missing, truncated, corrupt
   *     or of another kind, or its parameters do not fit its own network
   */
  Checkpoint load(Path file);

  /** Whether there is a checkpoint file. */
  boolean exists(Path file);

  /**
   * Removes a file if it is there; after a crash it is there as it was, or not at all. Several
   * files are several removals, each of which may be the last before a crash.
   *
   * @throws org.dietsnn.application.failure.FailureException if it cannot be removed
   */
  void delete(Path file);

  /** Writes the metrics of all epochs so far, one JSON object per line. */
  void saveMetrics(Path file, List<EpochMetrics> history);
}
