package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dietsnn.domain.network.Parameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A user whose machine loses power, or whose job is killed, resumes and gets what an uninterrupted
 * run gives, bit by bit, with any number of threads.
 *
 * <p>{@code -Ddietsnn.kills=N} kills more often than the usual few times, {@code
 * -Ddietsnn.kills.seed=N} at other moments.
 */
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("dietsnn.kills", 5);
  private static final long SEED = Long.getLong("dietsnn.kills.seed", 1);
  private static final int MOST_MILLISECONDS = 1500;
  private static final int MOST_WRITES = 3;

  @TempDir static Path folder;
  private static Path config;
  private static Map<String, Parameters> uninterrupted;

  @BeforeAll
  static void givenAnUninterruptedRun() throws IOException {
    config = TinyRun.config(folder);
    run(folder.resolve("whole"), 1).succeeded();
    uninterrupted = TinyRun.parameters(folder.resolve("whole"));
  }

  private static Outcome run(Path run, int threads, Object... more) {
    return Program.call(arguments(run, threads, more));
  }

  private static Object[] arguments(Path run, int threads, Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", config, "--out", run, "--threads", threads));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void anyNumberOfThreadsGivesTheSameBits(int threads) {
    run(folder.resolve("threads" + threads), threads).succeeded();

    assertThat(TinyRun.parameters(folder.resolve("threads" + threads))).isEqualTo(uninterrupted);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBitsWithTheDefaultKernelsToo() {
    run(folder.resolve("auto1"), 1, "--kernels", "auto").succeeded();
    Map<String, Parameters> one = TinyRun.parameters(folder.resolve("auto1"));

    for (int threads : new int[] {2, 3}) {
      Path run = folder.resolve("auto" + threads);
      run(run, threads, "--kernels", "auto").succeeded();

      assertThat(TinyRun.parameters(run)).as("%d threads", threads).isEqualTo(one);
    }
  }

  @Test
  void aRunKilledAtAnyMomentEndsWithTheSameBits() throws IOException, InterruptedException {
    Path run = Files.createDirectory(folder.resolve("killed"));
    SplittableRandom random = new SplittableRandom(SEED);
    int killed = 0;
    int whileWriting = 0;
    // Goes on until one kill did hit a checkpoint half written, however the machine is loaded.
    for (int i = 0; i < KILLS || (whileWriting == 0 && i < 3 * KILLS); i++) {
      Set<Path> before = unfinished(run);
      try (ChildProgram program = new ChildProgram(folder, arguments(run, 1 + i % 3, "--resume"))) {
        if (i % 2 == 0) {
          awaitWriting(program, run, random.nextInt(MOST_WRITES));
        } else {
          awaitMilliseconds(program, run, random.nextInt(MOST_MILLISECONDS));
        }
        killed += program.alive() ? 1 : 0;
        program.kill();
      }
      whileWriting += before.containsAll(unfinished(run)) ? 0 : 1;
    }

    run(run, 2, "--resume").succeeded();

    System.out.printf("%d kills, %d of them while a file was written%n", killed, whileWriting);
    assertThat(killed).isPositive();
    assertThat(whileWriting).as("kills while a file was written").isPositive();
    assertThat(TinyRun.parameters(run)).isEqualTo(uninterrupted);
    assertThat(metrics(run.resolve("ann"))).isEqualTo(metrics(folder.resolve("whole/ann")));
    assertThat(metrics(run.resolve("snn"))).isEqualTo(metrics(folder.resolve("whole/snn")));
  }

  @Test
  void metricsThatACrashLeftBehindTheirCheckpointAreCompletedByResuming() throws IOException {
    Path run = folder.resolve("behind");
    Program.call("train-ann", "--config", config, "--out", run, "--epochs", 2).succeeded();
    Path metrics = run.resolve("ann/metrics.jsonl");
    List<JsonNode> complete = metrics(run.resolve("ann"));
    Files.writeString(metrics, Files.readAllLines(metrics).get(0) + "\n");
    Files.delete(run.resolve("ann/summary.json"));

    Program.call("train-ann", "--config", config, "--out", run, "--epochs", 2, "--resume")
        .succeeded();

    assertThat(metrics(run.resolve("ann"))).isEqualTo(complete);
  }

  /** Waits until so many files have been written and the next is being written. */
  private static void awaitWriting(ChildProgram program, Path run, int skipped) throws IOException {
    Set<Path> seen = new HashSet<>(unfinished(run));
    int enough = seen.size() + skipped + 1;
    await(
        program,
        () -> {
          seen.addAll(unfinished(run));
          return seen.size() >= enough;
        });
  }

  /** Waits for the first change in the run folder and then so long. */
  private static void awaitMilliseconds(ChildProgram program, Path run, int milliseconds) {
    Set<Path> before = new HashSet<>(files(run));
    await(program, () -> !before.containsAll(files(run)));
    long end = System.nanoTime() + milliseconds * 1_000_000L;
    await(program, () -> System.nanoTime() > end);
  }

  private static void await(ChildProgram program, BooleanSupplier moment) {
    while (program.alive() && !moment.getAsBoolean()) {
      // Often enough to see a file that is there for a few milliseconds.
      LockSupport.parkNanos(200_000);
    }
  }

  private static Set<Path> unfinished(Path run) {
    Set<Path> found = new HashSet<>(files(run));
    found.removeIf(file -> !file.toString().endsWith(".tmp"));
    return found;
  }

  private static List<Path> files(Path run) {
    List<Path> found = new ArrayList<>();
    for (String stage : new String[] {"ann", "converted", "snn"}) {
      try (Stream<Path> files = Files.list(run.resolve(stage))) {
        files.forEach(found::add);
      } catch (NoSuchFileException e) {
        // Not begun yet: no files.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  /** The metrics of a stage line by line, without the time that it took. */
  private static List<JsonNode> metrics(Path stage) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> epochs = new ArrayList<>();
    for (String line : Files.readAllLines(stage.resolve("metrics.jsonl"))) {
      JsonNode epoch = mapper.readTree(line);
      assertThat(epoch.get("epoch").asInt()).isEqualTo(epochs.size() + 1);
      ((ObjectNode) epoch).remove("seconds");
      epochs.add(epoch);
    }
    return epochs;
  }
}
