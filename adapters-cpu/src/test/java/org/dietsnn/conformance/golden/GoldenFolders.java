package org.dietsnn.conformance.golden;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;

/**
 * Where recorded cases lie: a few travel with the conformance kit, the whole set is read from the
 * folder named by the system property {@code dietsnn.golden}.
 */
public final class GoldenFolders {
  private static final String PROPERTY = "dietsnn.golden";

  private static final List<String> BUNDLED =
      List.of(
          "ann_resnet",
          "find_threshold_vgg",
          "percentile_fn",
          "train3_resnet_T2",
          "vgg5_T2",
          "vgg_two_fc_dropmask_T3");

  private GoldenFolders() {}

  /**
   * Tests for every case found, grouped by case. Where the property names a folder that is not
   * there, a skipped test says so.
   *
   * @param tests the tests of one case; none for a kind that is not its concern
   */
  public static Stream<DynamicNode> tests(Function<GoldenCase, List<DynamicNode>> tests) {
    DynamicNode bundled =
        dynamicContainer("bundled", containers(BUNDLED.stream().map(GoldenCase::bundled), tests));
    String folder = System.getProperty(PROPERTY);
    if (folder == null) {
      return Stream.of(bundled);
    }
    Path recorded = Path.of(folder);
    DynamicNode all =
        Files.isDirectory(recorded)
            ? dynamicContainer("recorded", containers(cases(recorded), tests))
            : dynamicTest(
                "recorded",
                () ->
                    Assumptions.abort(
                        "no recorded cases in %s; name their folder with -D%s=..."
                            .formatted(recorded.toAbsolutePath().normalize(), PROPERTY)));
    return Stream.of(bundled, all);
  }

  private static Stream<DynamicNode> containers(
      Stream<GoldenCase> cases, Function<GoldenCase, List<DynamicNode>> tests) {
    return cases.map(recorded -> dynamicContainer(recorded.name(), tests.apply(recorded)));
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
}
