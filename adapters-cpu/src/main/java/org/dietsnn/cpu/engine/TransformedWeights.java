package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * Weights transformed for convolutions by tiles, where numbers or many spikes go through them;
 * brought up to date when they are used after a change. They take four times the memory of the
 * weights: where these change between any two uses, only one population's are kept.
 */
final class TransformedWeights {
  private static final int NOBODY = -1;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final boolean all;
  private final float[][][] transformed;
  private final int[] owners;
  private final int[] versions;

  /**
   * Transforms nothing yet.
   *
   * @param all whether the weights of all populations are kept, not only of the last prepared
   */
  TransformedWeights(NetworkPlan plan, FloatParameters parameters, boolean all) {
    this.plan = plan;
    this.parameters = parameters;
    this.all = all;
    int places = all ? plan.populations() : 1;
    this.transformed = new float[places][0][];
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
    int place = place(p);
    int version = parameters.arrays().version();
    if (owners[place] == p && versions[place] == version) {
      return;
    }
    // Should a transform fail, nothing is valid.
    owners[place] = NOBODY;
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      if (goesByTiles(p, s)) {
        int length = plan.synapses(p).get(s).convolution().transformedLength();
        transform(p, s, room(place, s, length), workers, scratch);
      }
    }
    owners[place] = p;
    versions[place] = version;
  }

  private int place(int p) {
    return all ? p : 0;
  }

  private boolean goesByTiles(int p, int s) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    return !synapse.identity() && synapse.convolution().hasTiles();
  }

  private float[] room(int place, int s, int length) {
    if (transformed[place].length <= s) {
      transformed[place] = Arrays.copyOf(transformed[place], s + 1);
    }
    if (transformed[place][s] == null || transformed[place][s].length < length) {
      transformed[place][s] = new float[all ? length : Math.max(length, longest(s))];
    }
    return transformed[place][s];
  }

  /** What the widest population takes: memory that grew would leave a gap where it was. */
  private int longest(int s) {
    int length = 0;
    for (int p = 0; p < plan.populations(); p++) {
      if (s < plan.synapses(p).size() && goesByTiles(p, s)) {
        length = Math.max(length, plan.synapses(p).get(s).convolution().transformedLength());
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
    return room(0, 0, length);
  }

  private void transform(int p, int s, float[] target, Workers workers, Scratch[] scratch) {
    Convolution convolution = plan.synapses(p).get(s).convolution();
    PackedWeights packed = parameters.packed(p, s);
    workers.run(
        convolution.blocks(),
        (block, worker) ->
            convolution.transformWeights(
                packed,
                block,
                target,
                scratch[worker].floats(Scratch.Use.KERNEL, convolution.scratchLength())));
  }

  /** The weights of a synapse of the population prepared, or null where it has no tiles. */
  float[] of(int p, int s) {
    return goesByTiles(p, s) ? transformed[place(p)][s] : null;
  }
}
