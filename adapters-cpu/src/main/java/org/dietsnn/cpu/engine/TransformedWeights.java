package org.dietsnn.cpu.engine;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.PackedBlocks;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * Weights transformed for convolutions by tiles, where numbers or many spikes go through them;
 * brought up to date when they are used after a change. They take four times the memory of the
 * weights: where these change between any two uses, only one population's are kept, and for spikes
 * only those of some blocks of channels at a time.
 */
final class TransformedWeights {
  private static final int NOBODY = -1;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final WorkingMemory memory;
  private final PackedBlocks[][] transformed;
  private final int[] owners;
  private final int[] versions;
  private final Blocks[] prepared;

  /**
   * Transforms nothing yet.
   *
   * @param memory whether the weights of all populations are kept, not only of the last prepared,
   *     and how much they may take
   */
  TransformedWeights(NetworkPlan plan, FloatParameters parameters, WorkingMemory memory) {
    this.plan = plan;
    this.parameters = parameters;
    this.memory = memory;
    int places = memory.keepsTransformed() ? plan.populations() : 1;
    this.transformed = new PackedBlocks[places][0];
    this.prepared = new Blocks[places];
    this.owners = new int[places];
    Arrays.fill(owners, NOBODY);
    this.versions = new int[places];
  }

  /** Whether there is anything to {@link #prepare} for a population. */
  boolean has(int p) {
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      if (goesByTiles(p, s)) {
        return true;
      }
    }
    return false;
  }

  /** Brings the weights into a population up to date; before threads read them. */
  void prepare(int p, Workers workers, Scratch[] scratch) {
    prepare(p, Blocks.all(plan, p), workers, scratch);
  }

  /** The same for some of its blocks of channels, see {@link #blocksAtOnce}. */
  void prepare(int p, Blocks blocks, Workers workers, Scratch[] scratch) {
    int place = place(p);
    int version = parameters.arrays().version();
    if (owners[place] == p && versions[place] == version && blocks.equals(prepared[place])) {
      return;
    }
    // Should a transform fail, nothing is valid.
    owners[place] = NOBODY;
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      if (goesByTiles(p, s)) {
        float[] values = room(place, s, length(p, s, blocks.to() - blocks.from()));
        transformed[place][s] = new PackedBlocks(values, blocks.from());
        transform(p, s, blocks, workers, scratch);
      }
    }
    owners[place] = p;
    versions[place] = version;
    prepared[place] = blocks;
  }

  /** Blocks of channels of a population driven by spikes that are to be prepared at a time. */
  int blocksAtOnce(int p) {
    int fitting = plan.blocks(p);
    for (int s = 0; s < plan.synapses(p).size() && !memory.keepsTransformed(); s++) {
      if (goesByTiles(p, s)) {
        int synapse = s;
        fitting = Math.min(fitting, fitting(plan.blocks(p), count -> length(p, synapse, count)));
      }
    }
    return fitting;
  }

  /**
   * How many of some blocks are to be there at a time: as many as fit the memory that is spent, but
   * at least one, in parts of nearly equal size.
   *
   * @param length floats of so many blocks
   */
  int fitting(int blocks, IntUnaryOperator length) {
    int most = blocks;
    while (most > 1 && length.applyAsInt(most) > memory.transformedFloats()) {
      most--;
    }
    int parts = (blocks + most - 1) / most;
    return (blocks + parts - 1) / parts;
  }

  private int length(int p, int s, int blocks) {
    return plan.synapses(p).get(s).convolution().transformedLength(blocks);
  }

  private int place(int p) {
    return memory.keepsTransformed() ? p : 0;
  }

  private boolean goesByTiles(int p, int s) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    return !synapse.identity() && synapse.convolution().hasTiles();
  }

  private float[] room(int place, int s, int length) {
    if (transformed[place].length <= s) {
      transformed[place] = Arrays.copyOf(transformed[place], s + 1);
    }
    PackedBlocks there = transformed[place][s];
    if (there != null && there.values().length >= length) {
      return there.values();
    }
    // So that the memory of what is too short can be had again.
    transformed[place][s] = null;
    return new float[memory.keepsTransformed() ? length : Math.max(length, longest(s))];
  }

  /**
   * What the widest population takes, where those driven by spikes come in parts if they may:
   * memory that grew would leave a gap where it was.
   */
  private int longest(int s) {
    int length = 0;
    for (int p = 0; p < plan.populations(); p++) {
      if (s < plan.synapses(p).size() && goesByTiles(p, s)) {
        int blocks = plan.driven(p) ? blocksAtOnce(p) : plan.blocks(p);
        length = Math.max(length, length(p, s, blocks));
      }
    }
    return length;
  }

  /**
   * Memory for something else, at least {@code length} floats of any content, until the next {@link
   * #prepare}; not where the weights of all populations are kept.
   */
  float[] lend(int length) {
    owners[0] = NOBODY;
    float[] values = room(0, 0, length);
    transformed[0][0] = new PackedBlocks(values, 0);
    return values;
  }

  private void transform(int p, int s, Blocks blocks, Workers workers, Scratch[] scratch) {
    PackedBlocks target = transformed[place(p)][s];
    Convolution convolution = plan.synapses(p).get(s).convolution();
    PackedWeights packed = parameters.packed(p, s);
    workers.run(
        blocks.to() - blocks.from(),
        (i, worker) ->
            convolution.transformWeights(
                packed,
                blocks.from() + i,
                target,
                scratch[worker].floats(Scratch.Use.KERNEL, convolution.scratchLength())));
  }

  /** The weights of a synapse of the population prepared, or null where it has no tiles. */
  PackedBlocks of(int p, int s) {
    return goesByTiles(p, s) ? transformed[place(p)][s] : null;
  }
}
