package org.dietsnn.acceptance.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.domain.network.Parameters;

/** The whole path on the bundled digits in a second or two, and what it leaves in its folder. */
final class TinyRun {
  static final int EPOCHS = 4;

  /**
   * Its checkpoints are a megabyte, so that there is time to be killed while one is written. Plain
   * kernels, because compiling the others takes longer than this run. An epoch takes longer than
   * the time between its checkpoints.
   */
  private static final String CONFIG =
      """
      kernels: plain
      checkpoint-minutes: 0.002
      data:
        set: digits
      net:
        layers: 4 A 8 A
        dense: [512, 128]
      ann:
        epochs: %1$d
      convert:
        calibration: 64
        search-steps: 10
        scalings: [0.5, 0.7]
      neuron:
        time-steps: 2
      snn:
        epochs: %1$d
      """;

  private static final List<String> CHECKPOINTS =
      List.of("ann/last", "ann/best", "converted/best", "snn/last", "snn/best");

  private TinyRun() {}

  /** Writes the configuration file. */
  static Path config(Path folder) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), CONFIG.formatted(EPOCHS));
  }

  /** All parameters and the optimiser's state of all checkpoints of a run, bit by bit. */
  static Map<String, Parameters> parameters(Path run) {
    Map<String, Parameters> all = new LinkedHashMap<>();
    for (String name : CHECKPOINTS) {
      Checkpoint checkpoint = new SafetensorsRunStore().load(run.resolve(name + ".safetensors"));
      all.put(name, checkpoint.parameters());
      checkpoint
          .training()
          .flatMap(TrainingState::optimiserState)
          .ifPresent(state -> all.put(name + " optimiser", state));
    }
    return all;
  }

  /** The content of all files below a folder, by relative path; empty if it is not there. */
  static Map<String, String> files(Path folder) {
    if (!Files.exists(folder)) {
      return Map.of();
    }
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
