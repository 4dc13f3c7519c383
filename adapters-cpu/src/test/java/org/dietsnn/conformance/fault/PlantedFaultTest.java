package org.dietsnn.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dietsnn.application.port.out.ComputeBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit fails, and where it must, when the engine under test is broken. */
class PlantedFaultTest {
  /** Of the many cases of a contract, so many are enough to notice any of the faults. */
  private static final int FIRST_CASES = 24;

  static List<Fault> faults() {
    return Faults.all();
  }

  @AfterEach
  void letGoOfTheEngine() {
    BrokenConformance.becomes(null);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNoticed(Fault fault) {
    Events tests = run(BrokenEngine.with(fault), List.of(fault.noticedBy()));

    List<Throwable> failures =
        tests.failed().stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .map(result -> result.getThrowable().orElseThrow())
            .toList();
    assertThat(failures).as("failures of %s", fault.noticedBy()).isNotEmpty();
    assertThat(failures).noneMatch(LinkageError.class::isInstance);
  }

  /** The other half of the experiment: without a fault, the same tests pass. */
  @Test
  void theSoundEnginePassesTheSameTests() {
    Fault none = Fault.of("none", "");
    List<String> tests = Faults.all().stream().map(Fault::noticedBy).distinct().toList();

    Events run = run(BrokenEngine.with(none), tests);

    assertThat(run.failed().stream().map(Event::toString)).isEmpty();
    assertThat(run.succeeded().count()).isGreaterThan(tests.size());
  }

  @Test
  void theDocumentationListsTheFaults() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "backends.md"));
    String rows =
        Faults.all().stream()
            .map(fault -> "| %s | `%s` |".formatted(fault.name(), fault.noticedBy()))
            .collect(Collectors.joining("\n"));

    assertThat(page).contains("| fault | noticed by |\n|---|---|\n" + rows + "\n");
  }

  private static Events run(ComputeBackend backend, List<String> tests) {
    BrokenConformance.becomes(backend);
    return EngineTestKit.engine("junit-jupiter")
        .selectors(tests.stream().map(PlantedFaultTest::selector).toArray(DiscoverySelector[]::new))
        .execute()
        .testEvents();
  }

  /** A test of the kit; of one that runs for many cases, the first of them. */
  private static DiscoverySelector selector(String test) {
    Method method =
        Arrays.stream(BrokenConformance.class.getMethods())
            .filter(one -> one.getName().equals(test))
            .findFirst()
            .orElseThrow();
    DiscoverySelector all = selectMethod(BrokenConformance.class, method);
    return method.isAnnotationPresent(ParameterizedTest.class)
        ? selectIteration(all, IntStream.range(0, FIRST_CASES).toArray())
        : all;
  }
}
