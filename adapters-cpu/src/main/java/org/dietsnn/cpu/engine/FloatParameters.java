package org.dietsnn.cpu.engine;

import java.util.List;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/** The parameters of a network, or their gradients, by what they are for. */
final class FloatParameters {
  private final NetworkPlan plan;
  private final ParameterArrays arrays;

  /** By population and synapse, null where there are no weights, or others than those held. */
  private final PackedWeights[][] weights;

  /** By population and synapse, where the bias begins; without meaning where there is none. */
  private final int[][] biases;

  /** By population, without meaning where it does not spike. */
  private final int[] thresholds;

  /** By population, without meaning where it does not spike. */
  private final int[] leaks;

  /**
   * Looks up where each parameter lies.
   *
   * @param plan how the network is executed
   * @param arrays the values, which may be those of some parameters only
   */
  FloatParameters(NetworkPlan plan, ParameterArrays arrays) {
    this.plan = plan;
    this.arrays = arrays;
    this.weights = new PackedWeights[plan.populations()][];
    this.biases = new int[plan.populations()][];
    this.thresholds = new int[plan.populations()];
    this.leaks = new int[plan.populations()];
    for (int p = 0; p < plan.populations(); p++) {
      Population population = plan.population(p);
      if (population.spiking()) {
        thresholds[p] = arrays.start(population.thresholdName());
        leaks[p] = arrays.start(population.leakName());
      }
      List<SynapsePlan> synapses = plan.synapses(p);
      weights[p] = new PackedWeights[synapses.size()];
      biases[p] = new int[synapses.size()];
      for (int s = 0; s < synapses.size(); s++) {
        if (synapses.get(s).synapse() instanceof Synapse.Weighted weighted) {
          String name = weighted.weightName();
          weights[p][s] =
              arrays.holds(name) ? new PackedWeights(arrays.values(), arrays.start(name)) : null;
          biases[p][s] = synapses.get(s).bias() ? arrays.start(weighted.biasName()) : 0;
        }
      }
    }
  }

  /** The values. */
  ParameterArrays arrays() {
    return arrays;
  }

  /** Weights of a synapse, in blocks, which {@link JoinedBlocks} may have joined. */
  PackedWeights packed(int p, int s) {
    return weights[p][s];
  }

  /**
   * Adds the bias of some channels of a synapse to the current of some pixels, if it has one.
   *
   * @param first first channel
   * @param count number of channels
   * @param current modified
   * @param start that of the first pixel and channel
   * @param pixels number of pixels
   * @param pixelStride distance of two pixels
   */
  void addBias(
      int p, int s, int first, int count, float[] current, int start, int pixels, int pixelStride) {
    if (plan.synapses(p).get(s).bias()) {
      int bias = biases[p][s] + first;
      for (int i = 0; i < pixels; i++) {
        plan.kernels().add(count, arrays.values(), bias, current, start + i * pixelStride);
      }
    }
  }

  /** Sets the bias of all channels of a synapse. */
  void setBias(int p, int s, double[] bias) {
    for (int c = 0; c < bias.length; c++) {
      arrays.values()[biases[p][s] + c] = (float) bias[c];
    }
  }

  /** Firing threshold of a spiking population. */
  float threshold(int p) {
    return arrays.values()[thresholds[p]];
  }

  /** Leak of the membranes of a spiking population, the factor on what they carry on. */
  float leak(int p) {
    return arrays.values()[leaks[p]];
  }
}
