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
import org.dietsnn.dl4j.Dl4jFormat;
import org.dietsnn.domain.tensor.Tensor;

/** Models of DeepLearning4J; the seeds are those that DeepLearning4J itself wrote. */
final class Dl4jReaderUnderFuzz implements FuzzedReader {
  private static final Path RECORDED =
      Path.of(System.getProperty("fuzz.root", ".."))
          .resolve("adapters-dl4j/src/test/resources/org/dietsnn/dl4j");

  private final Dl4jFormat format = new Dl4jFormat();

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String fileName() {
    return "model.zip";
  }

  @Override
  public boolean needsRealFiles() {
    return true;
  }

  /** The kind USAGE where the file leaves the size of its images open. */
  @Override
  public Set<FailureKind> refusals() {
    return Set.of(FailureKind.BAD_DATA, FailureKind.UNAVAILABLE, FailureKind.USAGE);
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("dense", "flat-input", "residual", "convolutional")) {
      seeds.add(Files.readAllBytes(RECORDED.resolve(name + ".zip")));
    }
    return seeds;
  }

  @Override
  public List<Mutator> mutators() {
    List<Mutator> ways = new ArrayList<>(ByteMutators.all());
    ways.addAll(TextMutators.all());
    ways.addAll(TextMutators.all());
    return ZipMutators.of(ways);
  }

  @Override
  public void read(Path folder) throws IOException {
    Path file = folder.resolve(fileName());
    if (!format.recognises(file)) {
      throw new FailureException(FailureKind.BAD_DATA, file + " is of no known format");
    }
    assertThat(format.describe(file).parts()).isNotEmpty();
    FileContent.WholeNetwork read = (FileContent.WholeNetwork) format.read(file, "");
    for (Tensor tensor : read.parameters().values().values()) {
      assertThat(tensor.firstNonFinite()).as("index of a number that is not finite").isNegative();
    }
    long bytes = read.parameters().values().values().stream().mapToLong(t -> 4L * t.size()).sum();
    assertThat(bytes).as("bytes of all parameters").isLessThan(80 * Files.size(file) + (1 << 20));
    assertThat(read.network().macs()).isNotNegative();
  }
}
