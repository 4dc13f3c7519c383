package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * Weights transformed for convolutions by tiles, where numbers or many spikes go through them;
 * brought up to date when they are used after a change. They take four times the memory of the
 * weights: where these change between any two uses, only one population's are kept.
 */
final class TransformedWeights {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final boolean all;
  private final float[][][] transformed;
  private final int[] versions;
  private int prepared;

  /**
   * Transforms nothing yet.
   *
   * @param all whether the weights of all populations are kept, not only of the last prepared
   */
  TransformedWeights(NetworkPlan plan, FloatParameters parameters, boolean all) {
    this.plan = plan;
    this.parameters = parameters;
    this.all = all;
    this.transformed = new float[all ? plan.populations() : 1][][];
    this.versions = new int[transformed.length];
  }

  /** Brings the weights into a population up to date; before threads read them. */
  void prepare(int p, Workers workers, Scratch[] scratch) {
    int place = all ? p : 0;
    int version = parameters.arrays().version();
    if (transformed[place] != null && versions[place] == version && (all || prepared == p)) {
      return;
    }
    // Nothing is valid should a transform fail.
    float[][] arrays = transformed[place] == null ? new float[0][] : transformed[place];
    transformed[place] = null;
    float[][] target = new float[plan.synapses(p).size()][];
    for (int s = 0; s < target.length; s++) {
      SynapsePlan synapse = plan.synapses(p).get(s);
      if (!synapse.identity() && synapse.convolution().hasTiles()) {
        int length = synapse.convolution().transformedLength();
        boolean fits = s < arrays.length && arrays[s] != null && arrays[s].length >= length;
        target[s] = fits ? arrays[s] : new float[length];
        transform(p, s, target[s], workers, scratch);
      }
    }
    transformed[place] = target;
    versions[place] = version;
    prepared = p;
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
    return transformed[all ? p : 0][s];
  }
}
