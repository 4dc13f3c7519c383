package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * Weights transformed for convolutions by tiles, where numbers that are no spikes go through them;
 * brought up to date when they are used after a change.
 */
final class TransformedWeights {
  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final float[][][] transformed;
  private final int[] versions;

  TransformedWeights(NetworkPlan plan, FloatParameters parameters) {
    this.plan = plan;
    this.parameters = parameters;
    this.transformed = new float[plan.populations()][][];
    this.versions = new int[plan.populations()];
  }

  /** Brings the weights into a population up to date; before threads read them. */
  void prepare(int p, Workers workers) {
    int version = parameters.arrays().version();
    if (transformed[p] != null && versions[p] == version) {
      return;
    }
    if (transformed[p] == null) {
      transformed[p] = new float[plan.synapses(p).size()][];
    }
    for (int s = 0; s < plan.synapses(p).size(); s++) {
      if (used(p, s)) {
        transform(p, s, workers);
      }
    }
    versions[p] = version;
  }

  private void transform(int p, int s, Workers workers) {
    Convolution convolution = plan.synapses(p).get(s).convolution();
    if (transformed[p][s] == null) {
      transformed[p][s] = new float[convolution.transformedLength()];
    }
    float[] target = transformed[p][s];
    PackedWeights packed = parameters.packed(p, s);
    workers.run(
        convolution.blocks(),
        (block, worker) -> convolution.transformWeights(packed, block, target));
  }

  private boolean used(int p, int s) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    return !synapse.identity()
        && !plan.population(synapse.synapse().source()).spiking()
        && synapse.convolution().hasTiles();
  }

  /** The weights of a synapse, or null where it does not go by tiles. */
  float[] of(int p, int s) {
    return transformed[p][s];
  }
}
