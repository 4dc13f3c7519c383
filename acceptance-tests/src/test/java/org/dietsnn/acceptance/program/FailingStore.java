package org.dietsnn.acceptance.program;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.cli.wiring.Composition;
import org.dietsnn.cli.wiring.UseCaseModule;
import org.dietsnn.cpu.CpuModule;
import org.dietsnn.data.DataModule;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;

/** The store on a disk that is full after so many checkpoints. */
final class FailingStore implements RunStore {
  private final RunStore store = new SafetensorsRunStore();
  private int room;

  private FailingStore(int room) {
    this.room = room;
  }

  /** The program with this store in place of its own. */
  static Composition afterCheckpoints(int room) {
    Module fullDisk = binder -> binder.bind(RunStore.class).toInstance(new FailingStore(room));
    return Composition.of(
        new UseCaseModule(), new CpuModule(), Modules.override(new DataModule()).with(fullDisk));
  }

  @Override
  public void save(Path file, Checkpoint checkpoint) {
    if (room == 0) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT, "cannot write " + file + ": the disk is full");
    }
    room--;
    store.save(file, checkpoint);
  }

  @Override
  public Checkpoint load(Path file) {
    return store.load(file);
  }

  @Override
  public boolean exists(Path file) {
    return store.exists(file);
  }

  @Override
  public void delete(Path file) {
    store.delete(file);
  }

  @Override
  public void saveMetrics(Path file, List<EpochMetrics> history) {
    store.saveMetrics(file, history);
  }
}
