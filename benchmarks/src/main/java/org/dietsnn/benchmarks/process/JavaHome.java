package org.dietsnn.benchmarks.process;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed Java.
 *
 * @param path the folder with {@code bin/java}
 * @param version as its release file states it, for example 25.0.3
 */
public record JavaHome(Path path, String version) {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** The one that runs this. */
  public static JavaHome running() {
    return new JavaHome(
        Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
  }

  /**
   * The one in a folder.
   *
   * @param path a home or the command {@code java} in it
   * @throws IllegalArgumentException if there is none
   */
  public static JavaHome at(Path path) {
    Path home = path.endsWith("bin/java") ? path.getParent().getParent() : path;
    return find(home)
        .orElseThrow(
            () -> new IllegalArgumentException(path + " is no Java: no bin/java or no release"));
  }

  /**
   * The installed one that is furthest from the running one in version: the newest or the oldest
   * that dietsnn runs on.
   */
  public static Optional<JavaHome> mostUnlike(JavaHome running) {
    List<JavaHome> found = new ArrayList<>();
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      homes.forEach(home -> find(home).ifPresent(found::add));
    } catch (IOException e) {
      return Optional.empty();
    }
    return found.stream()
        .filter(home -> home.feature() >= 17 && home.feature() != running.feature())
        .max(Comparator.comparing(home -> Math.abs(home.feature() - running.feature())));
  }

  private static Optional<JavaHome> find(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return version.isEmpty() ? Optional.empty() : Optional.of(new JavaHome(home, version));
  }

  /** The feature version, such as 25. */
  public int feature() {
    return Integer.parseInt(version.split("[^0-9]", 2)[0]);
  }

  /** Its launcher. */
  String command() {
    return path.resolve("bin/java").toString();
  }
}
