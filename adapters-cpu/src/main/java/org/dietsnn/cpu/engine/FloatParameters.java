package org.dietsnn.cpu.engine;

import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/**
 * Arrays of a network by what they are for.
 *
 * @param plan how the network is executed
 * @param arrays parameters, or gradients of them
 */
record FloatParameters(NetworkPlan plan, ParameterArrays arrays) {

  /** Weights of a synapse, packed. */
  float[] packed(int p, int s) {
    return arrays.get(((Synapse.Weighted) plan.synapses(p).get(s).synapse()).weightName());
  }

  /** The bias of a synapse, or null. */
  float[] bias(int p, int s) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    return synapse.bias() ? arrays.get(((Synapse.Weighted) synapse.synapse()).biasName()) : null;
  }

  float threshold(Population population) {
    return arrays.get(population.thresholdName())[0];
  }

  float leak(Population population) {
    return arrays.get(population.leakName())[0];
  }
}
