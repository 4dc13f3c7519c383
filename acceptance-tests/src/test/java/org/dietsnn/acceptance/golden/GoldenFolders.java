package org.dietsnn.acceptance.golden;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;

/**
 * Where recorded cases lie: a few among the test resources, the whole set in the folder named by
 * the system property {@code dietsnn.golden}.
 */
final class GoldenFolders {
  private static final String PROPERTY = "dietsnn.golden";

  private GoldenFolders() {}

  /**
   * Tests for every case found, grouped by case; a skipped test where the whole set is absent.
   *
   * @param tests the tests of one case; none for a kind that is not its concern
   */
  static Stream<DynamicNode> tests(Function<GoldenCase, List<DynamicNode>> tests) {
    Path recorded = Path.of(System.getProperty(PROPERTY, "../../shared/golden"));
    DynamicNode all =
        Files.isDirectory(recorded)
            ? dynamicContainer("recorded", containers(recorded, tests))
            : dynamicTest(
                "recorded",
                () ->
                    Assumptions.abort(
                        "no recorded cases in %s; name their folder with -D%s=..."
                            .formatted(recorded.toAbsolutePath().normalize(), PROPERTY)));
    return Stream.of(dynamicContainer("bundled", containers(bundled(), tests)), all);
  }

  private static Stream<DynamicNode> containers(
      Path root, Function<GoldenCase, List<DynamicNode>> tests) {
    return cases(root).map(recorded -> dynamicContainer(recorded.name(), tests.apply(recorded)));
  }

  private static Stream<GoldenCase> cases(Path root) {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("meta.json")))
          .sorted()
          .toList()
          .stream()
          .map(GoldenCase::read);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the recorded cases in " + root, e);
    }
  }

  private static Path bundled() {
    try {
      return Path.of(GoldenFolders.class.getResource("/golden").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the bundled cases are not in a folder", e);
    }
  }
}
