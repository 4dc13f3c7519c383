package org.dietsnn.cli.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.PeakMemory;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.application.service.PassRun;
import org.dietsnn.cli.process.ProcessMemory;
import org.dietsnn.cli.wiring.Composition;
import org.dietsnn.cli.wiring.UseCases;

/**
 * The main class of a child process. Opens the backend of an {@link Order}, then reads commands
 * from standard input, one a line, and answers each with a line that begins with {@link #ANSWER}.
 * Ends with its input.
 */
public final class ContestantMain {
  /** Begins every answer; whatever else libraries print does not. */
  static final String ANSWER = "dietsnn-answer ";

  /** Begins an answer that tells of a failure: its kind and a sentence follow. */
  static final String FAILED = "failed ";

  static final String AGAIN = "again";
  static final String MEMORY = "memory";

  private final PrintStream out;
  private final ComputeBackend backend;
  private final Workload work;
  private PassRun run;

  private ContestantMain(PrintStream out, ComputeBackend backend, Workload work) {
    this.out = out;
    this.backend = backend;
    this.work = work;
  }

  /** Takes the folder of the order. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    // Whatever a library prints belongs to the log.
    System.setOut(System.err);
    try {
      serve(out, Path.of(arguments[0]));
    } catch (FailureException e) {
      failed(out, e.kind(), e.getMessage());
    } catch (OutOfMemoryError e) {
      failed(
          out,
          FailureKind.UNAVAILABLE,
          "the memory of %d MiB is used up; give more, as in DIETSNN_OPTS=-Xmx8g, or take a smaller batch"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    } catch (IllegalArgumentException e) {
      failed(out, FailureKind.USAGE, e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      e.printStackTrace();
      failed(out, FailureKind.UNAVAILABLE, "it failed: " + e);
    }
    // The threads of a backend need not end by themselves.
    System.exit(0);
  }

  private static void serve(PrintStream out, Path folder) throws IOException {
    UseCases useCases = Composition.ofClassPath().open();
    Order order = Order.read(folder, useCases.store());
    long start = System.nanoTime();
    ComputeBackend backend = useCases.backends().open(order.backend(), order.settings()).backend();
    answer(out, Double.toString(secondsSince(start)));
    ContestantMain contestant = new ContestantMain(out, backend, order.work());
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        contestant.obey(line);
      }
    } finally {
      contestant.end();
    }
  }

  private void obey(String command) {
    switch (command) {
      case AGAIN -> {
        long start = System.nanoTime();
        run.run();
        answer(out, Double.toString(secondsSince(start)));
      }
      case MEMORY -> {
        PeakMemory peak = ProcessMemory.peak();
        answer(out, peak.bytes() + " " + peak.of());
      }
      default -> {
        end();
        long start = System.nanoTime();
        run = PassRun.open(BenchmarkedPass.valueOf(command), backend, work);
        run.run();
        answer(out, Double.toString(secondsSince(start)));
      }
    }
  }

  private void end() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  private static double secondsSince(long start) {
    return 1e-9 * (System.nanoTime() - start);
  }

  private static void failed(PrintStream out, FailureKind kind, String sentence) {
    answer(out, FAILED + kind + " " + String.valueOf(sentence).replaceAll("\\s+", " "));
  }

  private static void answer(PrintStream out, String text) {
    out.println(ANSWER + text);
    out.flush();
  }
}
