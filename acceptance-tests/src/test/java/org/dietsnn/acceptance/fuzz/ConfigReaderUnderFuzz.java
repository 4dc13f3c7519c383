package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.cli.config.ConfigLayers;
import org.dietsnn.cli.config.RunConfig;

/** Configuration files. */
final class ConfigReaderUnderFuzz implements FuzzedReader {
  private static final String HAND_WRITTEN =
      """
      # a comment
      seed: 7
      data: {set: cifar10, folder: "data/cifar"}
      net:
        layers: 64 A 128 128 A
        dense: [256, 128]
      ann:
        epochs: 3
        learning-rate: 0.01
        optimiser: sgd(momentum=0.9)
      convert:
        scalings: [0.5, 0.7]
      neuron:
        time-steps: 5
      snn:
        validation: 0.1
      """;

  @Override
  public String name() {
    return "config";
  }

  @Override
  public String fileName() {
    return "run.yaml";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        ConfigLayers.toYaml(RunConfig.defaults()).getBytes(UTF_8),
        ConfigLayers.toYaml(new ConfigLayers().preset("quickstart.yaml").build()).getBytes(UTF_8),
        HAND_WRITTEN.getBytes(UTF_8));
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
    RunConfig config = new ConfigLayers().file(folder.resolve(fileName())).build();
    assertThat(config.threads()).isNotNegative();
    assertThat(config.neuron().timeSteps()).isPositive();
    assertThat(config.ann().epochs()).isPositive();
    assertThat(config.ann().validation()).isBetween(0.0, 1.0);
    assertThat(config.convert().scalings()).allMatch(Double::isFinite);
    // What was read can be written, and is the same when it is read again.
    String yaml = ConfigLayers.toYaml(config);
    Path again = folder.resolve("again.yaml");
    org.dietsnn.data.file.AtomicFile.write(again, yaml);
    assertThat(ConfigLayers.toYaml(new ConfigLayers().file(again).build())).isEqualTo(yaml);
  }
}
