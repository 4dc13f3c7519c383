package org.dietsnn.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.domain.tensor.Tensor;

/** Checkpoints spoiled on purpose: the checksum is made right again, so that it stops nothing. */
final class SealedCheckpointReaderUnderFuzz implements FuzzedReader {
  private final SafetensorsRunStore store = new SafetensorsRunStore();

  @Override
  public String name() {
    return "sealed-checkpoint";
  }

  @Override
  public String fileName() {
    return "last.safetensors";
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(
        SmallCheckpoint.bytes(SmallCheckpoint.training()),
        SmallCheckpoint.bytes(SmallCheckpoint.finished()));
  }

  @Override
  public List<Mutator> mutators() {
    return HeaderMutators.all();
  }

  @Override
  public void place(Path folder, byte[] input) throws IOException {
    Files.write(folder.resolve(fileName()), CheckpointBytes.sealed(input));
  }

  @Override
  public void read(Path folder) {
    Checkpoint loaded = store.load(folder.resolve(fileName()));
    for (Tensor tensor : loaded.parameters().values().values()) {
      assertThat(tensor.firstNonFinite()).as("index of a number that is not finite").isNegative();
    }
    loaded.parameters().checkedFor(loaded.model().network());
    Path again = folder.resolve("again.safetensors");
    store.save(again, loaded);
    assertThat(store.load(again)).isEqualTo(loaded);
  }
}
