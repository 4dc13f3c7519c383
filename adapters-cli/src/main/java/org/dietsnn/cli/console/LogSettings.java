package org.dietsnn.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the logging backend shows. Set as system properties, because a file {@code
 * simplelogger.properties} is taken from whichever jar of the class path comes first, and jHDF
 * brings one that shows everything.
 */
public final class LogSettings {
  private LogSettings() {}

  /** Sets what the user has not set; to be called before anything is logged. */
  public static void apply() {
    Properties settings = new Properties();
    try (InputStream stream = LogSettings.class.getResourceAsStream("log.properties")) {
      settings.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings
        .stringPropertyNames()
        .forEach(
            name -> {
              if (System.getProperty(name) == null) {
                System.setProperty(name, settings.getProperty(name));
              }
            });
  }
}
