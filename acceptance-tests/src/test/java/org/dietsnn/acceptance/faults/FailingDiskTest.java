package org.dietsnn.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dietsnn.domain.network.Parameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A run on a disk that fails at one of its operations, or from one on: a sample of operations and
 * kinds of failure; with {@code -Dfaults=all} every kind meets every operation.
 */
class FailingDiskTest {
  private static final int INPUT_OUTPUT = 74;
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  /** Unless all are wanted, one in so many operations, prime to the number of kinds of failure. */
  private static final int SAMPLE = 13;

  private static String kernels;
  private static Map<String, Parameters> undisturbed;
  private static int operations;
  private static int interruption;

  @BeforeAll
  static void givenARunOnASoundDisk() throws IOException {
    kernels = System.getProperty("dietsnn.kernels");
    try (FaultyRun run = new FaultyRun()) {
      FaultyRun.Said said = run.begin();
      assertThat(said.code()).as(said.err()).isZero();
      operations = run.plan().count();
      run.plan().calm();
      undisturbed = run.checkpoints();
      assertThat(undisturbed).hasSize(7);
    }
    interruption = findInterruption();
  }

  @AfterAll
  static void restore() {
    System.clearProperty("dietsnn.threads");
    if (kernels == null) {
      System.clearProperty("dietsnn.kernels");
    } else {
      System.setProperty("dietsnn.kernels", kernels);
    }
  }

  /** One way for a disk to fail. */
  private record Case(int operation, Fault fault, boolean lasting) {}

  private static List<Case> cases(int operations, int offset) {
    List<Case> cases = new ArrayList<>();
    Fault[] faults = Fault.values();
    for (int operation = 0; operation < operations; operation++) {
      for (int i = 0; i < 2 * faults.length; i++) {
        if (ALL
            || (operation % SAMPLE == 0
                && (operation / SAMPLE + offset) % (2 * faults.length) == i)) {
          cases.add(new Case(operation, faults[i % faults.length], i >= faults.length));
        }
      }
    }
    return cases;
  }

  @Test
  void givenAFailureAtAnyOperationOfARunWhenResumedThenEndsAsIfNothingHadHappened()
      throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Case failure : cases(operations, 0)) {
      try (FaultyRun run = new FaultyRun()) {
        run.plan().arm(failure.operation(), failure.fault(), failure.lasting());
        judge(failure, run, run.begin(), Map.of("ann", 0, "snn", 0), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void givenAFailureAtAnyOperationOfAResumedRunWhenResumedAgainThenNothingIsLost()
      throws IOException {
    List<String> wrong = new ArrayList<>();
    int resumed = operationsOfTheResumedRun();
    for (Case failure : cases(resumed, 3)) {
      try (FaultyRun run = interrupted()) {
        Map<String, Integer> before = run.epochs();
        run.plan().arm(failure.operation(), failure.fault(), failure.lasting());
        judge(failure, run, run.resume(), before, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static FaultyRun fullFrom(int operation) throws IOException {
    FaultyRun run = new FaultyRun();
    run.plan().arm(operation, Fault.NO_SPACE, true);
    run.begin();
    run.plan().calm();
    return run;
  }

  /** The operation at which the second training has one of its two epochs behind it. */
  private static int findInterruption() throws IOException {
    for (int operation = operations / 2; operation < operations; operation += 3) {
      try (FaultyRun run = fullFrom(operation)) {
        if (run.epochs().equals(Map.of("ann", 2, "snn", 1))) {
          return operation;
        }
      }
    }
    throw new AssertionError("no run stopped within its second training");
  }

  /** A run whose disk was full in the middle of its second training. */
  private static FaultyRun interrupted() throws IOException {
    return fullFrom(interruption);
  }

  private static int operationsOfTheResumedRun() throws IOException {
    try (FaultyRun run = interrupted()) {
      assertThat(run.resume().code()).isZero();
      return run.plan().count();
    }
  }

  private static void judge(
      Case failure,
      FaultyRun run,
      FaultyRun.Said said,
      Map<String, Integer> epochsBefore,
      List<String> wrong) {
    String struck = run.plan().struck();
    Set<String> folders = run.plan().struckFolders();
    run.plan().calm();
    String place = failure + " at " + struck + ": ";
    try {
      if (said.code() != 0) {
        complain(said, folders).forEach(complaint -> wrong.add(place + complaint));
      }
      run.checkpoints();
      Map<String, Integer> epochs = run.epochs();
      epochsBefore.forEach(
          (stage, before) -> {
            if (epochs.get(stage) < before) {
              wrong.add(place + "epochs of " + stage + " lost");
            }
          });
      FaultyRun.Said after = said.code() == 0 ? said : run.resume();
      if (after.code() != 0) {
        wrong.add(place + "cannot be resumed: " + after.err());
      } else if (!run.checkpoints().equals(undisturbed)) {
        wrong.add(place + "ends with other parameters");
      }
    } catch (RuntimeException e) {
      wrong.add(place + "left what cannot be loaded: " + e);
    }
  }

  /** What is wrong with the way in which a failure was told. */
  private static List<String> complain(FaultyRun.Said said, Set<String> folders) {
    List<String> wrong = new ArrayList<>();
    if (said.code() != INPUT_OUTPUT) {
      wrong.add("exit code " + said.code() + ": " + said.err());
    }
    if (said.sentences().size() != 1) {
      wrong.add("not one sentence: " + said.err());
    } else {
      String sentence = said.sentences().get(0);
      if (folders.stream().noneMatch(sentence::contains) || !sentence.contains("; ")) {
        wrong.add("neither names the place nor says what to do: " + sentence);
      }
    }
    return wrong;
  }

  @Test
  void givenADiskThatWritesLessThanItIsToldWhenRunThenNothingIsMissing() throws IOException {
    try (FaultyRun run = new FaultyRun()) {
      run.plan().shortWrites(true);
      FaultyRun.Said said = run.begin();
      assertThat(said.code()).as(said.err()).isZero();
      assertThat(run.checkpoints()).isEqualTo(undisturbed);
    }
  }
}
