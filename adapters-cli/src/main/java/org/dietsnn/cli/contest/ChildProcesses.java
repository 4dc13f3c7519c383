package org.dietsnn.cli.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.Contestant;
import org.dietsnn.application.port.out.Contestants;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.port.out.Workload;

/**
 * Starts each contestant in a JVM of its own: the same Java, options and class path as this one.
 *
 * @param store hands the network over
 */
public record ChildProcesses(RunStore store) implements Contestants {

  /** What a child says beside its answers. */
  static final String LOG = "log";

  @Override
  public Contestant start(String backend, ComputeSettings settings, Workload work) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("dietsnn-compare-");
      deleteOnInterruption(folder);
      new Order(backend, settings, work).write(folder, store);
      Path log = folder.resolve(LOG);
      Process process = new ProcessBuilder(command(folder)).redirectError(log.toFile()).start();
      return new ChildContestant(backend, process, folder);
    } catch (IOException e) {
      delete(folder);
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "backend %s cannot be started in a process of its own (%s); make room in %s"
              .formatted(backend, e.getMessage(), System.getProperty("java.io.tmpdir")),
          e);
    } catch (RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A debugger or profiler is attached to this process, and its port is taken.
      if (!option.startsWith("-agent") && !option.startsWith("-javaagent")) {
        command.add(option);
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ContestantMain.class.getName(), folder.toString()));
    return command;
  }

  /** What was registered first is deleted last. */
  private static void deleteOnInterruption(Path folder) {
    folder.toFile().deleteOnExit();
    for (String file : List.of(Order.NETWORK, Order.REST, LOG)) {
      folder.resolve(file).toFile().deleteOnExit();
    }
  }

  /** Deletes a folder of files as far as that can be done. */
  static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      // What is left lies in the folder for temporary files, where it is expected.
    }
  }
}
