package org.dietsnn.cpu.engine;

import java.util.Arrays;

/** The frames of one synapse whose spikes go through the dense kernels, and their currents. */
final class DenseFrames {
  private int[] frames = new int[0];
  private int count;
  private float[] currents = new float[0];

  /** Forgets all frames. */
  void clear() {
    count = 0;
  }

  /** How many frames there are. */
  int count() {
    return count;
  }

  /** Adds a frame, {@code image * T + step}. */
  void add(int frame) {
    if (count == frames.length) {
      frames = Arrays.copyOf(frames, Math.max(16, 2 * count));
    }
    frames[count++] = frame;
  }

  /** Computes the currents of all frames. */
  void compute(
      DenseCurrents kernels,
      NetworkPlan plan,
      int p,
      int s,
      Activations activations,
      Workers workers,
      Scratch[] scratch) {
    if (count == 0) {
      return;
    }
    int neurons = plan.neurons(p);
    if (currents.length < count * neurons) {
      currents = new float[count * neurons];
    }
    kernels.prepare(p, workers, scratch);
    Blocks all = Blocks.all(plan, p);
    int sharing = (count + workers.threads() - 1) / workers.threads();
    int perTask = Math.min(sharing, plan.synapses(p).get(s).frames());
    workers.run(
        (count + perTask - 1) / perTask,
        (task, worker) -> {
          int from = task * perTask;
          int some = Math.min(perTask, count - from);
          int start = from * neurons;
          kernels.ofSpikes(
              p,
              s,
              activations,
              i -> frames[from + i],
              some,
              currents,
              start,
              false,
              all,
              scratch[worker]);
        });
  }

  /** Currents {@code [number][neuron]}. */
  float[] currents() {
    return currents;
  }
}
