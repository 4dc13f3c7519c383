package org.dietsnn.cli.command;

import java.util.concurrent.Callable;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.wiring.UseCases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command of the program: speaks as it is told to, and finds its use cases. */
@Command(
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    usageHelpAutoWidth = true)
public abstract class ProgramCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  ProgramCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Where it speaks; says first what is wrong with the class path. */
  final Console console() {
    Console console =
        new Console(
            surroundings.out(),
            surroundings.err(),
            output.json,
            output.quiet,
            surroundings.terminal());
    surroundings.composition().complaints().forEach(console::say);
    return console;
  }

  /** The use cases. */
  final UseCases useCases() {
    return surroundings.composition().open();
  }

  /** What the user typed. */
  final GivenOptions given() {
    return new GivenOptions(spec);
  }

  /** How the user calls this program. */
  final String program() {
    return surroundings.program();
  }

  /** What this is as a command line. */
  final CommandSpec spec() {
    return spec;
  }

  /** What is around it. */
  final Surroundings surroundings() {
    return surroundings;
  }
}
