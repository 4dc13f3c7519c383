package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/**
 * The parameters of a network, or their gradients, by what they are for.
 *
 * @param plan how the network is executed
 * @param arrays the values
 */
record FloatParameters(NetworkPlan plan, ParameterArrays arrays) {

  /** Weights of a synapse, in blocks, which {@link JoinedBlocks} may have joined. */
  PackedWeights packed(int p, int s) {
    String name = ((Synapse.Weighted) plan.synapses(p).get(s).synapse()).weightName();
    return new PackedWeights(arrays.values(), arrays.start(name));
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
    SynapsePlan synapse = plan.synapses(p).get(s);
    if (synapse.bias()) {
      int bias = arrays.start(((Synapse.Weighted) synapse.synapse()).biasName());
      for (int i = 0; i < pixels; i++) {
        plan.kernels().add(count, arrays.values(), bias + first, current, start + i * pixelStride);
      }
    }
  }

  /** Sets the bias of all channels of a synapse. */
  void setBias(int p, int s, double[] bias) {
    int start = arrays.start(((Synapse.Weighted) plan.synapses(p).get(s).synapse()).biasName());
    for (int c = 0; c < bias.length; c++) {
      arrays.values()[start + c] = (float) bias[c];
    }
  }

  float threshold(Population population) {
    return arrays.values()[arrays.start(population.thresholdName())];
  }

  float leak(Population population) {
    return arrays.values()[arrays.start(population.leakName())];
  }
}
