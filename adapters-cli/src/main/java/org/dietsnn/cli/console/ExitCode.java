package org.dietsnn.cli.console;

import java.util.List;
import org.dietsnn.application.failure.FailureKind;

/** Exit codes, after sysexits.h where it has one. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int USAGE = 2;
  public static final int BAD_DATA = 65;
  public static final int MISSING_INPUT = 66;
  public static final int UNAVAILABLE = 69;
  public static final int INTERNAL = 70;
  public static final int INPUT_OUTPUT = 74;
  public static final int TRAINING = 75;

  /** For the help of every command. */
  public static final List<String> HELP =
      List.of(
          "  0    done",
          "  2    a flag, key or value that cannot be",
          "  65   a file whose content is not what it should be",
          "  66   a file or folder that is not there",
          "  69   not available here: backend, memory, network",
          "  70   internal error",
          "  74   reading or writing failed",
          "  75   training stopped: a loss or parameter is not finite",
          "  130  interrupted (Ctrl-C); 143 terminated");

  private ExitCode() {}

  /** The exit code of a failure. */
  public static int of(FailureKind kind) {
    return switch (kind) {
      case USAGE -> USAGE;
      case BAD_DATA -> BAD_DATA;
      case MISSING_INPUT -> MISSING_INPUT;
      case UNAVAILABLE -> UNAVAILABLE;
      case INPUT_OUTPUT -> INPUT_OUTPUT;
      case TRAINING -> TRAINING;
    };
  }
}
