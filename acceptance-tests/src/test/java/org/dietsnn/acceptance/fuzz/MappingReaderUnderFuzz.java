package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.cli.config.ImportChoices;

/** Files that map the names of parameters. */
final class MappingReaderUnderFuzz implements FuzzedReader {
  private static final String MAPPING =
      """
      prefix: module.
      modules:
        features.0: conv1
        classifier.0: linear
      batch-normalisation:
        features.0: bn1
      epsilon: 1e-5
      tensors:
        features.3.weight: layer1.0.conv1.weight
      constants:
        shortcut.weight: subsampling
      ignored: [num_batches_tracked, "fc.bias"]
      """;

  @Override
  public String name() {
    return "mapping";
  }

  @Override
  public String fileName() {
    return "names.yaml";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(MAPPING.getBytes(UTF_8));
  }

  @Override
  public List<Mutator> mutators() {
    return TextMutators.all();
  }

  @Override
  public Set<FailureKind> refusals() {
    return Set.of(FailureKind.USAGE);
  }

  @Override
  public void read(Path folder) {
    NameMapping mapping = ImportChoices.mapping(folder.resolve(fileName()));
    assertThat(mapping.epsilon()).isNotNegative().isFinite();
  }
}
