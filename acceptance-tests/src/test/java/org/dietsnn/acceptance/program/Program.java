package org.dietsnn.acceptance.program;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dietsnn.cli.Main;
import org.dietsnn.cli.command.Surroundings;
import org.dietsnn.cli.wiring.Composition;

/** Calls the program in this process. */
final class Program {
  private Program() {}

  static Outcome call(Object... arguments) {
    return call(Composition.ofClassPath(), arguments);
  }

  static Outcome call(Composition composition, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      int code =
          Main.run(
              Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new),
              new Surroundings(composition, outStream, errStream, false, "./dietsnn"));
      return new Outcome(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }
}
