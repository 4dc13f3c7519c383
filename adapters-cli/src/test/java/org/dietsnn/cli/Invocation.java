package org.dietsnn.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dietsnn.cli.command.Surroundings;
import org.dietsnn.cli.wiring.Composition;
import org.dietsnn.data.DataModule;

/**
 * What one call of the program in this process gave.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Invocation(int code, String out, String err) {

  /** Calls the program with fake use cases on the real data adapter. */
  static Invocation of(FakeUseCases fakes, Object... arguments) {
    return of(Composition.of(fakes, new DataModule()), arguments);
  }

  /** Calls a program that is put together in its own way. */
  static Invocation of(Composition composition, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      code =
          Main.run(
              Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new),
              new Surroundings(composition, outStream, errStream, false, "./dietsnn"));
    }
    return new Invocation(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Invocation of(Object... arguments) {
    return of(new FakeUseCases(), arguments);
  }
}
