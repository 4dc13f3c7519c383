package org.dietsnn.acceptance.faults;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.cli.Main;
import org.dietsnn.cli.command.Surroundings;
import org.dietsnn.cli.wiring.Composition;
import org.dietsnn.cli.wiring.UseCaseModule;
import org.dietsnn.cpu.CpuModule;
import org.dietsnn.data.DataModule;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.domain.network.Parameters;

/** The whole program on a disk of its own, whose operations a plan lets fail. */
final class FaultyRun implements AutoCloseable {
  private static final String CONFIG =
      """
      kernels: plain
      threads: 1
      data:
        set: tiny
      net:
        layers: "2"
        dense: [3]
      ann:
        epochs: 2
        batch: 20
      convert:
        calibration: 10
        search-steps: 2
        scalings: [0.5]
      neuron:
        time-steps: 2
      snn:
        epochs: 2
        batch: 20
      """;

  private static final List<String> CHECKPOINTS =
      List.of("ann/last", "ann/best", "converted/best", "snn/last", "snn/best");

  private final FaultPlan plan = new FaultPlan();
  private final FaultyFiles files;
  private final Composition composition;

  /** What a call gave: its exit code and what it said on standard error. */
  record Said(int code, String err) {
    /** The sentence of a failure. */
    List<String> sentences() {
      return err.lines().filter(line -> line.startsWith("dietsnn: ")).toList();
    }
  }

  FaultyRun() throws IOException {
    files = new FaultyFiles(Jimfs.newFileSystem(Configuration.unix()), plan);
    composition =
        Composition.of(new UseCaseModule(), new CpuModule(), new DataModule(), new TinyImages())
            .on(files);
    Files.writeString(path("/tiny.yaml"), CONFIG);
    plan.calm();
  }

  FaultPlan plan() {
    return plan;
  }

  Path path(String name) {
    return files.getPath(name);
  }

  /** Begins the run. */
  Said begin() {
    return call("run", "/tiny.yaml", "--out", "/run");
  }

  /** Goes on with it. */
  Said resume() {
    return call("run", "/tiny.yaml", "--out", "/run", "--resume");
  }

  Said call(String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream out =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      int code =
          Main.run(
              Arrays.copyOf(arguments, arguments.length),
              new Surroundings(composition, out, errors, false, "./dietsnn"));
      return new Said(code, err.toString(StandardCharsets.UTF_8));
    }
  }

  /** Every checkpoint that is there, loaded, its parameters and optimiser's state bit by bit. */
  Map<String, Parameters> checkpoints() {
    Map<String, Parameters> all = new LinkedHashMap<>();
    for (String name : CHECKPOINTS) {
      Path file = path("/run").resolve(name + ".safetensors");
      if (Files.exists(file)) {
        Checkpoint checkpoint = new SafetensorsRunStore().load(file);
        all.put(name, checkpoint.parameters());
        checkpoint
            .training()
            .flatMap(TrainingState::optimiserState)
            .ifPresent(state -> all.put(name + " optimiser", state));
      }
    }
    return all;
  }

  /** Epochs that are done, by stage. */
  Map<String, Integer> epochs() {
    Map<String, Integer> epochs = new LinkedHashMap<>();
    for (String stage : List.of("ann", "snn")) {
      Path last = path("/run").resolve(stage).resolve("last.safetensors");
      epochs.put(
          stage,
          Files.exists(last)
              ? new SafetensorsRunStore()
                  .load(last)
                  .training()
                  .map(TrainingState::epochsDone)
                  .orElse(0)
              : 0);
    }
    return epochs;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
