package org.dietsnn.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.dietsnn.benchmarks.agreement.Agreement;
import org.dietsnn.benchmarks.contest.Alternation;
import org.dietsnn.benchmarks.measurement.Conditions;
import org.dietsnn.benchmarks.measurement.Question;
import org.dietsnn.benchmarks.measurement.Result;
import org.dietsnn.benchmarks.process.JavaHome;
import org.dietsnn.benchmarks.report.Machine;
import org.dietsnn.benchmarks.report.Report;
import org.dietsnn.benchmarks.torch.Torch;
import org.dietsnn.benchmarks.workload.Workload;
import org.dietsnn.benchmarks.workload.Workloads;
import org.dietsnn.cli.console.Json;
import org.dietsnn.cpu.engine.FloatBackend;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code side-by-side}. */
@Command(
    name = "side-by-side",
    description =
        "Measures dietsnn and libtorch on the same networks, alternating in one process: CIFAR-shaped"
            + " random images, random weights, thresholds at which every layer fires at a wanted"
            + " rate.",
    mixinStandardHelpOptions = true,
    version = "side-by-side 0.1.0",
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  side-by-side",
      "  side-by-side --only inference,training --nets vgg9 --rates 15 --json vgg9.json",
      "  side-by-side --only latency --nets \"32 A 64 64 A\"",
      "",
      "Environment:",
      "  DIETSNN_JAVA_HOME     run on this JDK instead of the newest found",
      "  SIDE_BY_SIDE_OPTS     further JVM options of the program, such as -Xmx12g"
    })
public final class SideBySide implements Callable<Integer> {
  private static final List<String> USUAL_NETS = List.of("vgg5", "vgg9", "vgg16", "resnet20");
  private static final List<Double> USUAL_RATES = List.of(15.0, 5.0);

  /** Enough to compare, and few enough for the traces of a deep net. */
  private static final int COMPARED_IMAGES = 8;

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "QUESTION",
      description = "What to measure: ${COMPLETION-CANDIDATES}. Everything by default.")
  private Set<Question> only = new TreeSet<>();

  @Option(
      names = "--nets",
      split = ",",
      paramLabel = "NET",
      description =
          "Networks or layer strings, instead of those of each measurement: VGG5, VGG9, VGG16,"
              + " ResNet20, \"32 A 64\".")
  private List<String> nets = new ArrayList<>();

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "PERCENT",
      description = "Spikes per neuron and step in percent, instead of those of each measurement.")
  private List<Double> rates = new ArrayList<>();

  @Option(names = "--batch", paramLabel = "N", description = "Images in a batch.")
  private int batch = 32;

  @Option(names = "--steps", paramLabel = "T", description = "Time steps of the SNNs.")
  private int steps = 5;

  @Option(names = "--threads", paramLabel = "N", description = "Threads of both sides.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--rounds", paramLabel = "N", description = "Timed rounds of each side.")
  private int rounds = 7;

  @Option(
      names = "--round-seconds",
      paramLabel = "S",
      description = "Least duration of a round; steps are repeated to fill it.")
  private double roundSeconds = 1;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "S",
      description = "Least duration of the warm-up of each side.")
  private double warmUpSeconds = 5;

  @Option(
      names = "--other-java",
      paramLabel = "HOME",
      description =
          "The JDK that the running one is compared with. By default the one in /usr/lib/jvm whose"
              + " version is furthest away.")
  private Path otherJava;

  @Option(
      names = "--child-options",
      split = " ",
      paramLabel = "OPTIONS",
      description = "JVM options of child processes that run our engine, such as \"-Xmx1g\".")
  private List<String> childOptions = new ArrayList<>();

  @Option(
      names = "--no-agreement",
      description = "Leave out the comparison of spikes and logits before the measurements.")
  private boolean noAgreement;

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON, too.")
  private Path json;

  private SideBySide() {}

  /** Runs the command line; exit code 0 whatever the figures, 2 for a wrong option. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new SideBySide());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    FloatBackend ours = new FloatBackend(threads, "auto");
    Torch torch = Torch.start(threads);
    Machine machine = Machine.here(ours.description(), torch.description());
    Conditions conditions = conditions(ours, torch);
    progress(machine.toString());
    List<Agreement> agreement = new ArrayList<>();
    if (!noAgreement) {
      for (String net : nets.isEmpty() ? USUAL_NETS : nets) {
        for (double rate : rates.isEmpty() ? USUAL_RATES : rates) {
          agreement.add(agreement(conditions, net, rate / 100));
        }
      }
    }
    List<Result> results = new ArrayList<>();
    for (Question question : only.isEmpty() ? EnumSet.allOf(Question.class) : only) {
      question
          .measurement()
          .run(
              conditions,
              result -> {
                results.add(result);
                progress(result.toString());
              });
    }
    Report report = new Report(machine, agreement, results);
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.print(report);
    out.flush();
    if (json != null) {
      Files.writeString(json, Json.write(report) + "\n");
    }
    return 0;
  }

  private Conditions conditions(FloatBackend ours, Torch torch) {
    return new Conditions(
        ours,
        torch,
        threads,
        new Workloads(batch, steps),
        new Alternation(rounds, roundSeconds, warmUpSeconds),
        nets,
        rates.stream().map(percent -> percent / 100).toList(),
        otherJava == null
            ? JavaHome.mostUnlike(JavaHome.running()).orElse(null)
            : JavaHome.at(otherJava),
        childOptions);
  }

  private Agreement agreement(Conditions conditions, String net, double rate) {
    progress(String.format(Locale.ROOT, "comparing %s at %.1f %%", net, 100 * rate));
    Workload workload = conditions.workloads().spiking(net, rate, conditions.ours());
    return Agreement.of(
        conditions.ours(),
        conditions.torch(),
        workload.first(Math.min(COMPARED_IMAGES, workload.batch())),
        rate);
  }

  private void progress(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
