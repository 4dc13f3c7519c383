package org.dietsnn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dietsnn.cli.command.Benchmark;
import org.dietsnn.cli.command.Compare;
import org.dietsnn.cli.command.Convert;
import org.dietsnn.cli.command.Devices;
import org.dietsnn.cli.command.Energy;
import org.dietsnn.cli.command.Evaluate;
import org.dietsnn.cli.command.ProgramVersion;
import org.dietsnn.cli.command.Quickstart;
import org.dietsnn.cli.command.Run;
import org.dietsnn.cli.command.SettingsCommand;
import org.dietsnn.cli.command.Surroundings;
import org.dietsnn.cli.command.TrainAnn;
import org.dietsnn.cli.command.TrainSnn;
import org.dietsnn.cli.console.ExitCode;
import org.dietsnn.cli.console.FailureVoice;
import org.dietsnn.cli.wiring.Composition;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code dietsnn}. */
@Command(
    name = "dietsnn",
    description = "Low-latency deep spiking neural networks: train, convert, measure.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  dietsnn quickstart"})
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its exit code. */
  public static void main(String[] arguments) {
    Interruption interruption = Interruption.watch(arguments, program(), System.err);
    int code =
        run(
            arguments,
            new Surroundings(
                Composition.ofClassPath(), System.out, System.err, terminal(), program()));
    interruption.over();
    System.exit(code);
  }

  /** Runs the command line in this process and returns its exit code. */
  public static int run(String[] arguments, Surroundings surroundings) {
    boolean debug =
        Arrays.asList(arguments).contains("--debug") || "1".equals(System.getenv("DIETSNN_DEBUG"));
    FailureVoice voice = new FailureVoice(surroundings.err(), debug);
    CommandLine line = commandLine(surroundings);
    line.setParameterExceptionHandler(
        (e, args) -> {
          CommandLine command = e.getCommandLine();
          voice.report(
              new IllegalArgumentException(
                  "%s; see %s --help"
                      .formatted(
                          e.getMessage().replaceAll("[.\\s]+$", ""),
                          command.getCommandSpec().qualifiedName()),
                  e));
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler((e, command, result) -> voice.report(e));
    try {
      return line.execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return voice.report(e);
    }
  }

  private static CommandLine commandLine(Surroundings surroundings) {
    CommandLine line = new CommandLine(new Main());
    Stream.of(
            new Quickstart(surroundings),
            new TrainAnn(surroundings),
            new Convert(surroundings),
            new TrainSnn(surroundings),
            new Evaluate(surroundings),
            new Energy(surroundings),
            new Benchmark(surroundings),
            new Compare(surroundings),
            new Devices(surroundings),
            new Run(surroundings))
        .forEach(line::addSubcommand);
    line.setOut(writer(surroundings.out()));
    line.setErr(writer(surroundings.err()));
    addExitCodes(line);
    for (CommandLine command : line.getSubcommands().values()) {
      if (command.getCommand() instanceof SettingsCommand settings) {
        settings.addFlags();
      }
      addExitCodes(command);
    }
    return line;
  }

  private static void addExitCodes(CommandLine command) {
    String[] footer = command.getCommandSpec().usageMessage().footer();
    List<String> heading = List.of("", "Exit codes:");
    command
        .getCommandSpec()
        .usageMessage()
        .footer(
            Stream.of(Stream.of(footer), heading.stream(), ExitCode.HELP.stream())
                .flatMap(lines -> lines)
                .toArray(String[]::new));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** How the user called the launcher. */
  private static String program() {
    String launcher = System.getenv("DIETSNN_COMMAND");
    return launcher == null || launcher.isBlank() ? "dietsnn" : launcher;
  }

  /** The launcher tells; without it, Linux does. Java itself only knows about standard input. */
  private static boolean terminal() {
    String told = System.getenv("DIETSNN_TERMINAL");
    if (told != null && !told.isBlank()) {
      return told.equals("yes");
    }
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).startsWith("/dev/pts");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
