package org.dietsnn.cpu.engine;

import java.util.Arrays;

/** The frames of one synapse whose spikes go through the dense kernels, and their currents. */
final class DenseFrames {
  /** Floats of current of a batch up to which weights are prepared in parts, 8 MiB. */
  private static final long FEW_ROUNDS = 1 << 21;

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
    int blocks = plan.blocks(p);
    // The parts of what takes many rounds would be prepared again for each of them.
    boolean fewRounds = activations.frames() * neurons <= FEW_ROUNDS;
    int atOnce = fewRounds ? kernels.blocksAtOnce(p) : blocks;
    for (int block = 0; block < blocks; block += atOnce) {
      int channels = plan.population(p).shape().channels();
      Blocks some = new Blocks(block, Math.min(blocks, block + atOnce), channels);
      kernels.prepare(p, some, workers, scratch);
      compute(kernels, plan, p, s, activations, some, workers, scratch);
    }
  }

  private void compute(
      DenseCurrents kernels,
      NetworkPlan plan,
      int p,
      int s,
      Activations activations,
      Blocks blocks,
      Workers workers,
      Scratch[] scratch) {
    int most = plan.synapses(p).get(s).frames();
    int width = blocks.to() - blocks.from();
    if (count >= most * workers.threads() || width < workers.threads()) {
      // Ranges of up to two calls: parts of one call would leave more rows of a tile empty.
      workers.share(
          count,
          2 * most,
          (from, to, worker) ->
              compute(kernels, plan, p, s, activations, from, to, blocks, scratch[worker]));
      return;
    }
    // Frames that fill no call for each thread: the threads take channels instead, so that each
    // fetches the weights of its own only.
    workers.share(
        width,
        width,
        (from, to, worker) -> {
          int first = blocks.from();
          Blocks own = new Blocks(first + from, first + to, blocks.channels());
          compute(kernels, plan, p, s, activations, 0, count, own, scratch[worker]);
        });
  }

  private void compute(
      DenseCurrents kernels,
      NetworkPlan plan,
      int p,
      int s,
      Activations activations,
      int from,
      int to,
      Blocks blocks,
      Scratch own) {
    kernels.ofSpikes(
        p,
        s,
        activations,
        i -> frames[from + i],
        to - from,
        currents,
        from * plan.neurons(p),
        false,
        blocks,
        own);
  }

  /** Currents {@code [number][neuron]}. */
  float[] currents() {
    return currents;
  }
}
