package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.application.port.out.LayerWork;

/** Adds up where the time of a session goes. */
final class Timekeeper {
  private final long[] forward;
  private final long[] backward;
  private final long[] eventDriven;
  private final long[] dense;
  private long last;

  Timekeeper(int populations) {
    this.forward = new long[populations];
    this.backward = new long[populations];
    this.eventDriven = new long[populations];
    this.dense = new long[populations];
  }

  /** Time that follows is for the population that is named next. */
  void start() {
    last = System.nanoTime();
  }

  /** The time since the last call went into a forward pass of this population. */
  void forward(int population) {
    forward[population] += lap();
  }

  /** The time since the last call went into a backward pass of this population. */
  void backward(int population) {
    backward[population] += lap();
  }

  /** Frames went through a synapse of this population. */
  void frames(int population, int count, boolean byEvents) {
    (byEvents ? eventDriven : dense)[population] += count;
  }

  private long lap() {
    long now = System.nanoTime();
    long lap = now - last;
    last = now;
    return lap;
  }

  List<LayerWork> work() {
    List<LayerWork> work = new ArrayList<>();
    for (int p = 0; p < forward.length; p++) {
      work.add(new LayerWork(p, forward[p], backward[p], eventDriven[p], dense[p]));
    }
    return work;
  }
}
