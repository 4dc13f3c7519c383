package org.dietsnn.cli.console;

/** Commands that a user can paste into a shell. */
public final class Shell {
  private Shell() {}

  /** One word of a command, quoted if a shell would not take it literally. */
  public static String quoted(String word) {
    return word.matches("[\\w./=,:@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
