package org.dietsnn.cli.command;

import java.util.List;
import java.util.Set;
import org.dietsnn.cli.console.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that a user typed, as opposed to those that have their default. */
final class GivenOptions {
  private static final Set<String> OF_OUTPUT = Set.of("--json", "--quiet", "--debug");

  private final String command;
  private final List<OptionSpec> options;

  GivenOptions(CommandSpec spec) {
    this.command = spec.name();
    this.options = spec.commandLine().getParseResult().matchedOptions();
  }

  /** Whether an option was given, by any of its names. */
  boolean has(String name) {
    return options.stream().anyMatch(option -> List.of(option.names()).contains(name));
  }

  /**
   * Refuses options that make no sense here.
   *
   * @param names the options
   * @param reason why they do not, the end of the sentence
   */
  void exclude(Set<String> names, String reason) {
    for (OptionSpec option : options) {
      if (names.contains(option.longestName())) {
        throw new IllegalArgumentException(option.longestName() + " " + reason);
      }
    }
  }

  /**
   * The command without some of its options and without those about output, in a form that can be
   * pasted into a shell.
   */
  String again(String program, Set<String> without) {
    StringBuilder text = new StringBuilder(program).append(' ').append(command);
    for (OptionSpec option : options) {
      if (without.contains(option.longestName()) || OF_OUTPUT.contains(option.longestName())) {
        continue;
      }
      if (option.typeInfo().isBoolean()) {
        text.append(' ').append(option.longestName());
        continue;
      }
      for (String value : option.originalStringValues()) {
        text.append(' ').append(option.longestName()).append(' ').append(Shell.quoted(value));
      }
    }
    return text.toString();
  }
}
