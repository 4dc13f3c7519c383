package org.dietsnn.cli.config;

/**
 * Which images.
 *
 * @param set name of a data set, or {@code auto}: what the folder looks like
 * @param folder where it lies; null for the bundled digits
 */
public record DataConfig(String set, String folder) {
  /** The set's name stands for: find out from the folder. */
  public static final String AUTO = "auto";

  public DataConfig {
    InvalidSetting.unless(set != null && !set.isBlank(), "set", "a name or auto", set);
  }
}
