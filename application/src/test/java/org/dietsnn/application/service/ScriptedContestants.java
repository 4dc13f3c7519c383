package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.Contestant;
import org.dietsnn.application.port.out.Contestants;
import org.dietsnn.application.port.out.PeakMemory;
import org.dietsnn.application.port.out.Workload;

/** Contestants that remember what they were told and take as long as a test says. */
final class ScriptedContestants implements Contestants {
  /** What was done, in order, as {@code name action}. */
  final List<String> calls = new ArrayList<>();

  /** The batches that were handed out. */
  final List<Workload> batches = new ArrayList<>();

  /** Seconds by name and number of the round, which counts those to warm up. */
  ToDoubleBiFunction<String, Integer> seconds = (name, round) -> 1;

  /** The name of one that fails in its first round; null for none. */
  String failing;

  int open;

  @Override
  public Contestant start(String backend, ComputeSettings settings, Workload work) {
    calls.add(backend + " start");
    batches.add(work);
    open++;
    return new Scripted(backend);
  }

  private final class Scripted implements Contestant {
    private final String name;
    private int round;
    private int memory;

    Scripted(String name) {
      this.name = name;
    }

    @Override
    public double openSeconds() {
      return 0.25;
    }

    @Override
    public double beginInference() {
      calls.add(name + " inference");
      return 10;
    }

    @Override
    public double beginTraining() {
      calls.add(name + " training");
      return 20;
    }

    @Override
    public double again() {
      if (name.equals(failing)) {
        throw new FailureException(FailureKind.UNAVAILABLE, "out of memory");
      }
      calls.add(name + " again");
      return seconds.applyAsDouble(name, round++);
    }

    @Override
    public PeakMemory peakMemory() {
      memory++;
      return new PeakMemory(1000L * memory, "a test");
    }

    @Override
    public void close() {
      open--;
    }
  }
}
