package org.dietsnn.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Contestants;
import org.dietsnn.benchmarks.contest.Side;
import org.dietsnn.benchmarks.torch.Torch;
import org.dietsnn.benchmarks.workload.Workload;
import org.dietsnn.benchmarks.workload.Workloads;
import org.dietsnn.cpu.engine.FloatBackend;
import org.dietsnn.gpu.Nd4jBackendProvider;

/**
 * The main class of a child process. Reads commands from standard input, one a line, and answers
 * each with a line that begins with {@link #ANSWER}: {@code run N}, {@code memory}. Ends with its
 * input.
 */
public final class ChildProgram {
  /** Begins every answer; whatever else the JVM prints does not. */
  static final String ANSWER = "> ";

  static final String RUN = "run ";
  static final String MEMORY = "memory";

  private ChildProgram() {}

  /** Takes the arguments of {@link Entry#toArguments}. */
  public static void main(String[] arguments) throws IOException {
    Entry entry = Entry.parse(arguments);
    PrintStream out = System.out;
    try (Contestant contestant = contestant(entry);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      answer(out, "ready");
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        if (line.equals(MEMORY)) {
          answer(out, Long.toString(PeakMemory.kibibytes()));
        } else {
          contestant.run(Integer.parseInt(line.substring(RUN.length())));
          answer(out, "done");
        }
      }
    }
    // The engine's threads need not end by themselves.
    System.exit(0);
  }

  private static void answer(PrintStream out, String text) {
    out.println(ANSWER + text);
    out.flush();
  }

  private static Contestant contestant(Entry entry) {
    double[] thresholds = entry.thresholds().stream().mapToDouble(Double::doubleValue).toArray();
    boolean ours = entry.side() != Side.LIBTORCH;
    Workload workload =
        new Workloads(entry.batch(), entry.steps()).spiking(entry.net(), thresholds, ours);
    return switch (entry.side()) {
      case OURS ->
          Contestants.ours(new FloatBackend(entry.threads(), "auto"), entry.task(), workload);
      case ND4J ->
          Contestants.ours(
              new Nd4jBackendProvider()
                  .open(ComputeSettings.standard().withThreads(entry.threads())),
              entry.task(),
              workload);
      case LIBTORCH -> Contestants.libtorch(Torch.start(entry.threads()), entry.task(), workload);
    };
  }
}
