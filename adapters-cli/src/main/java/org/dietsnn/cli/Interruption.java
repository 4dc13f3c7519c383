package org.dietsnn.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dietsnn.cli.console.Shell;

/**
 * Says how to go on when the user interrupts a run that can be resumed. The JVM itself then ends
 * with exit code 130.
 */
final class Interruption {
  private static final List<String> RESUMABLE =
      List.of("quickstart", "train-ann", "convert", "train-snn", "run");

  private final AtomicBoolean over = new AtomicBoolean();

  private Interruption() {}

  static Interruption watch(String[] arguments, String program, PrintStream err) {
    Interruption interruption = new Interruption();
    String line = sentence(arguments, program);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!interruption.over.get()) {
                    err.println();
                    err.println(line);
                  }
                },
                "interruption"));
    return interruption;
  }

  /** The work has ended by itself. */
  void over() {
    over.set(true);
  }

  private static String sentence(String[] arguments, String program) {
    if (arguments.length == 0 || !RESUMABLE.contains(arguments[0])) {
      return "dietsnn: interrupted";
    }
    StringBuilder command = new StringBuilder(program);
    boolean resumes = false;
    for (String argument : arguments) {
      if (argument.equals("--overwrite")) {
        continue;
      }
      resumes |= argument.equals("--resume");
      command.append(' ').append(Shell.quoted(argument));
    }
    return "dietsnn: interrupted; finished stages and complete epochs are kept, go on with: "
        + command
        + (resumes ? "" : " --resume");
  }
}
