package org.dietsnn.cli.config;

/** A value that a setting cannot have; its section is not known here and added by the reader. */
final class InvalidSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;

  InvalidSetting(String key, String expected, Object found) {
    super("expected " + expected + ", found " + found);
    this.key = key;
  }

  /** The key within its section. */
  String key() {
    return key;
  }

  /** Throws unless the condition holds. */
  static void unless(boolean holds, String key, String expected, Object found) {
    if (!holds) {
      throw new InvalidSetting(key, expected, found);
    }
  }
}
