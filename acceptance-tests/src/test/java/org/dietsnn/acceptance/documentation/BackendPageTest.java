package org.dietsnn.acceptance.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dietsnn.conformance.BackendUnderTest;
import org.dietsnn.conformance.ComputeBackendContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes a backend by the page writes what the project builds and tests. */
class BackendPageTest {
  private static final Path PAGE = Path.of("..", "docs", "backends.md");
  private static final Path EXAMPLE = Path.of("..", "examples", "backend");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/com/example/backend/ExampleBackendProvider.java",
        "src/main/java/com/example/backend/ExampleModule.java",
        "src/main/resources/META-INF/services/com.google.inject.Module",
        "src/test/java/com/example/backend/ExampleBackendConformanceTest.java"
      })
  void thePageShowsTheExampleThatIsCompiled(String file) throws IOException {
    assertThat(Files.readString(PAGE)).contains(Files.readString(EXAMPLE.resolve(file)).strip());
  }

  @Test
  void thePageNamesAllDependenciesOfTheExample() throws IOException {
    String pom = Files.readString(EXAMPLE.resolve("pom.xml"));
    Pattern dependencies = Pattern.compile("(?s)\n  <dependencies>.*?\n  </dependencies>");
    MatchResult block = dependencies.matcher(pom).results().findFirst().orElseThrow();

    assertThat(Files.readString(PAGE)).contains(block.group().strip());
  }

  @Test
  void thePageNamesEveryContract() throws IOException {
    String page = Files.readString(PAGE);

    Class<?>[] contracts = ComputeBackendContract.class.getInterfaces();
    assertThat(contracts).hasSizeGreaterThan(5);
    assertThat(Arrays.stream(contracts).filter(BackendUnderTest.class::isAssignableFrom))
        .allSatisfy(contract -> assertThat(page).contains("`" + contract.getSimpleName() + "`"));
  }
}
