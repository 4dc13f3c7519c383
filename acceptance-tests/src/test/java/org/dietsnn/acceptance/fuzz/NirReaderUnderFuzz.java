package org.dietsnn.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.data.file.FolderTree;
import org.dietsnn.data.nir.NirExport;
import org.dietsnn.data.nir.NirFormat;
import org.dietsnn.domain.tensor.Tensor;

/** NIR graphs in HDF5 files. */
final class NirReaderUnderFuzz implements FuzzedReader {
  private final NirFormat format = new NirFormat();

  @Override
  public String name() {
    return "nir";
  }

  @Override
  public String fileName() {
    return "net.nir";
  }

  @Override
  public boolean needsRealFiles() {
    return true;
  }

  @Override
  public Set<FailureKind> refusals() {
    return Set.of(FailureKind.BAD_DATA, FailureKind.UNAVAILABLE);
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    Path folder = Files.createTempDirectory("dietsnn-fuzz-seed-");
    try {
      Path file = folder.resolve(fileName());
      new NirExport().write(file, SmallCheckpoint.training());
      return List.of(Files.readAllBytes(file));
    } finally {
      FolderTree.delete(folder);
    }
  }

  /** Names and numbers of the graph stand in the file as they are. */
  @Override
  public List<Mutator> mutators() {
    List<Mutator> all = new ArrayList<>(TextMutators.all());
    all.add(
        (input, random) -> {
          byte[] result = input.clone();
          int at = random.nextInt(Math.max(1, result.length - 8)) & ~7;
          long forged = random.nextInt(4) == 0 ? -1L : random.nextInt(result.length + 1);
          for (int i = 0; i < 8 && at + i < result.length; i++) {
            result[at + i] = (byte) (forged >>> (8 * i));
          }
          return result;
        });
    return all;
  }

  @Override
  public void read(Path folder) throws IOException {
    Path file = folder.resolve(fileName());
    if (!format.recognises(file)) {
      throw new FailureException(FailureKind.BAD_DATA, file + " is of no known format");
    }
    FileContent.WholeNetwork read = (FileContent.WholeNetwork) format.read(file, "");
    for (Tensor tensor : read.parameters().values().values()) {
      assertThat(tensor.firstNonFinite()).as("index of a number that is not finite").isNegative();
    }
    long bytes = read.parameters().values().values().stream().mapToLong(t -> 4L * t.size()).sum();
    assertThat(bytes).as("bytes of all parameters").isLessThan(4 * Files.size(file) + (1 << 20));
    assertThat(read.network().macs()).isNotNegative();
    read.timeSteps().ifPresent(steps -> assertThat(steps).isPositive());
  }
}
