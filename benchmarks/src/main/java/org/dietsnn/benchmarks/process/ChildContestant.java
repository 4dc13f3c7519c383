package org.dietsnn.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dietsnn.benchmarks.contest.Contestant;
import org.dietsnn.benchmarks.contest.Side;
import org.dietsnn.benchmarks.contest.Task;
import org.dietsnn.benchmarks.workload.Workload;
import org.dietsnn.benchmarks.workload.Workloads;

/** A contestant that runs in a process of its own, with the same class path. */
public final class ChildContestant implements Contestant {
  /** What the heap needs beside libtorch, which has its memory elsewhere. */
  private static final List<String> LIBTORCH_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-Dorg.bytedeco.javacpp.maxBytes=0",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");

  private final Process process;
  private final PrintWriter commands;
  private final BufferedReader answers;

  /**
   * Starts a process and waits until it is ready.
   *
   * @param java which Java runs it
   * @param threads number of threads
   * @param options further options of a JVM that runs our engine
   * @param tunedAllocator whether native memory is allocated as the environment says, or else by
   *     the defaults of the C library, which give memory back sooner
   */
  public ChildContestant(
      JavaHome java,
      Side side,
      Task task,
      Workload workload,
      int threads,
      List<String> options,
      boolean tunedAllocator) {
    List<Double> thresholds = new ArrayList<>();
    for (double threshold : Workloads.thresholds(workload)) {
      thresholds.add(threshold);
    }
    Entry entry =
        new Entry(
            side, task, workload.net(), workload.batch(), workload.steps(), threads, thresholds);
    List<String> command = new ArrayList<>();
    command.add(java.command());
    command.add("--add-modules=jdk.incubator.vector");
    if (java.feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (java.feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(side == Side.LIBTORCH ? LIBTORCH_OPTIONS : options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ChildProgram.class.getName()));
    command.addAll(entry.toArguments());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    if (!tunedAllocator) {
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("MALLOC_") || name.equals("GLIBC_TUNABLES"));
    }
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    answer();
  }

  @Override
  public void run(int steps) {
    commands.println(ChildProgram.RUN + steps);
    answer();
  }

  /** The greatest resident set of the process so far, in MiB. */
  public double peakMebibytes() {
    commands.println(ChildProgram.MEMORY);
    return Long.parseLong(answer()) / 1024.0;
  }

  private String answer() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(ChildProgram.ANSWER)) {
          return line.substring(ChildProgram.ANSWER.length());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("a child process has ended early; see above for why");
  }

  /** Ends the process by ending its input. */
  @Override
  public void close() {
    commands.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
