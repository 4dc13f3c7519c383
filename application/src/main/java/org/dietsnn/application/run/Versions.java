package org.dietsnn.application.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Versions that a checkpoint records. */
public final class Versions {
  private Versions() {}

  /** The version of this software, as the build wrote it into a resource. */
  public static String dietsnn() {
    Properties properties = new Properties();
    try (InputStream stream = Versions.class.getResourceAsStream("version.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** The Java runtime. */
  public static String java() {
    return Runtime.version() + ", " + System.getProperty("java.vm.vendor");
  }

  /**
   * All that decides results, by name.
   *
   * @param backend the compute backend's description of itself
   */
  public static Map<String, String> all(String backend) {
    return new TreeMap<>(Map.of("dietsnn", dietsnn(), "java", java(), "backend", backend));
  }
}
