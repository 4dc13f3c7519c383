package org.dietsnn.gpu.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.application.port.out.LayerWork;

/** Where the time of a session goes, population by population. */
final class Timekeeper {
  private final long[] forward;
  private final long[] backward;
  private final long[] frames;

  Timekeeper(int populations) {
    this.forward = new long[populations];
    this.backward = new long[populations];
    this.frames = new long[populations];
  }

  /** A forward pass through a population has taken so long. */
  void forward(int p, long nanos, long denseFrames) {
    forward[p] += nanos;
    frames[p] += denseFrames;
  }

  /** A backward pass through a population has taken so long. */
  void backward(int p, long nanos) {
    backward[p] += nanos;
  }

  /** All so far, but for the input. */
  List<LayerWork> work() {
    List<LayerWork> work = new ArrayList<>();
    for (int p = 1; p < forward.length; p++) {
      work.add(new LayerWork(p, forward[p], backward[p], 0, frames[p]));
    }
    return work;
  }
}
