package org.dietsnn.cli.contest;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.out.Contestant;
import org.dietsnn.application.port.out.PeakMemory;

/** A contestant in a child process. Closing it leaves neither process nor files behind. */
final class ChildContestant implements Contestant {
  private static final long PATIENCE_SECONDS = 10;

  private final String backend;
  private final Process process;
  private final Path folder;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final double openSeconds;

  /**
   * Waits until the backend is open.
   *
   * @param folder of its order and its log, which closing deletes
   */
  ChildContestant(String backend, Process process, Path folder) {
    this.backend = backend;
    this.process = process;
    this.folder = folder;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    try {
      this.openSeconds = Double.parseDouble(answer());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public double openSeconds() {
    return openSeconds;
  }

  @Override
  public double beginInference() {
    return Double.parseDouble(ask(BenchmarkedPass.INFERENCE.name()));
  }

  @Override
  public double beginTraining() {
    return Double.parseDouble(ask(BenchmarkedPass.TRAINING.name()));
  }

  @Override
  public double again() {
    return Double.parseDouble(ask(ContestantMain.AGAIN));
  }

  @Override
  public PeakMemory peakMemory() {
    String[] words = ask(ContestantMain.MEMORY).split(" ", 2);
    return new PeakMemory(Long.parseLong(words[0]), words[1]);
  }

  private String ask(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      // It is gone; what it said last is still to be read.
    }
    return answer();
  }

  private String answer() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(ContestantMain.ANSWER)) {
          return understood(line.substring(ContestantMain.ANSWER.length()));
        }
      }
    } catch (IOException e) {
      throw lost(e);
    }
    throw lost(null);
  }

  private String understood(String answer) {
    if (!answer.startsWith(ContestantMain.FAILED)) {
      return answer;
    }
    String[] words = answer.substring(ContestantMain.FAILED.length()).split(" ", 2);
    throw new FailureException(
        FailureKind.valueOf(words[0]), "backend %s: %s".formatted(backend, words[1]));
  }

  private FailureException lost(IOException cause) {
    return new FailureException(
        FailureKind.UNAVAILABLE,
        "the process of backend %s ended in the middle of its work%s"
            .formatted(backend, lastWords()),
        cause);
  }

  private String lastWords() {
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      List<String> log =
          Files.readAllLines(folder.resolve(ChildProcesses.LOG), StandardCharsets.ISO_8859_1);
      String code = process.isAlive() ? "" : ", exit code " + process.exitValue();
      return code + (log.isEmpty() ? "" : "; its last words: " + log.get(log.size() - 1));
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    ChildProcesses.delete(folder);
  }
}
