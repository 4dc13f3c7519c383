package org.dietsnn.acceptance.training;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;

/** A run folder in memory; the program dies before or after one of its writes. */
final class CrashingStore implements RunStore {
  /** The program dies. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<Path, Checkpoint> files = new HashMap<>();
  private int writes;
  private int crashAt;

  /** Dies at moment n: 2k before write k, 2k + 1 after it, counted from 0; negative: never. */
  CrashingStore(int crashAt) {
    this.crashAt = crashAt;
  }

  /** Whether it has died. */
  boolean crashed() {
    return crashAt == Integer.MIN_VALUE;
  }

  @Override
  public void save(Path file, Checkpoint checkpoint) {
    write(() -> files.put(file, checkpoint));
  }

  @Override
  public Checkpoint load(Path file) {
    return files.get(file);
  }

  @Override
  public boolean exists(Path file) {
    return files.containsKey(file);
  }

  @Override
  public void delete(Path file) {
    files.remove(file);
  }

  @Override
  public void saveMetrics(Path file, List<EpochMetrics> history) {
    write(() -> {});
  }

  private void write(Runnable write) {
    dieAt(2 * writes);
    write.run();
    dieAt(2 * writes + 1);
    writes++;
  }

  private void dieAt(int moment) {
    if (moment == crashAt) {
      crashAt = Integer.MIN_VALUE;
      throw new Crash();
    }
  }
}
