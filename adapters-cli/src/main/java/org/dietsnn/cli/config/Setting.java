package org.dietsnn.cli.config;

import java.util.List;

/**
 * A configuration key that has a flag of its own.
 *
 * @param key full key such as {@code ann.epochs}
 * @param flags its option names
 * @param label what stands for the value in help
 * @param description for help, without the default
 */
public record Setting(String key, List<String> flags, String label, String description) {
  public Setting {
    flags = List.copyOf(flags);
    if (!ConfigKeys.all().contains(key)) {
      throw new IllegalArgumentException("no configuration key " + key);
    }
  }

  /** Whether the flag may stand without a value, for {@code true}. */
  public boolean yesOrNo() {
    return label.equals("true|false");
  }
}
