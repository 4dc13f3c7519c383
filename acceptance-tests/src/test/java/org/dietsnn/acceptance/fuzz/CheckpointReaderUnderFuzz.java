package org.dietsnn.acceptance.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;

/** Checkpoints, whose checksum lets nothing through but what was saved. */
final class CheckpointReaderUnderFuzz implements FuzzedReader {
  private final List<Checkpoint> originals =
      List.of(SmallCheckpoint.training(), SmallCheckpoint.finished());

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public String fileName() {
    return "last.safetensors";
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(
        SmallCheckpoint.bytes(originals.get(0)), SmallCheckpoint.bytes(originals.get(1)));
  }

  @Override
  public List<Mutator> mutators() {
    return HeaderMutators.all();
  }

  @Override
  public void read(Path folder) {
    Checkpoint loaded = new SafetensorsRunStore().load(folder.resolve(fileName()));
    if (!originals.contains(loaded)) {
      throw new AssertionError("a checkpoint that nobody saved was taken");
    }
  }
}
