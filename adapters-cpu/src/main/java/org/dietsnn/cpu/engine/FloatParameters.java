package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The parameters of a network in float32: canonical arrays by name, which the optimiser changes,
 * and the weights packed for the kernels, which follow them.
 */
final class FloatParameters {
  private final NetworkPlan plan;
  private final List<ParameterSpec> specs;
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final float[][][] packed;
  private final float[][][] packedForGradient;

  /**
   * Takes over parameters.
   *
   * @param training whether weights are also packed for the gradient towards the input
   */
  FloatParameters(NetworkPlan plan, Parameters parameters, boolean training, Workers workers) {
    this.plan = plan;
    this.specs = plan.network().parameterSpecs();
    this.packed = new float[plan.populations()][][];
    this.packedForGradient = new float[plan.populations()][][];
    for (int p = 0; p < plan.populations(); p++) {
      int synapses = plan.synapses(p).size();
      packed[p] = new float[synapses][];
      packedForGradient[p] = new float[synapses][];
      for (int s = 0; s < synapses; s++) {
        SynapsePlan synapse = plan.synapses(p).get(s);
        if (!synapse.identity()) {
          packed[p][s] = new float[synapse.convolution().packedLength()];
          if (training && !synapse.fromInput()) {
            packedForGradient[p][s] =
                new float[synapse.convolution().packedForInputGradientLength()];
          }
        }
      }
    }
    set(parameters, workers);
  }

  /** Replaces all values. */
  void set(Parameters parameters, Workers workers) {
    Parameters checked = parameters.checkedFor(plan.network());
    for (ParameterSpec spec : specs) {
      values.put(spec.name(), checked.get(spec.name()).toFloats());
    }
    pack(workers);
  }

  /** Brings the packed weights up to date after the canonical ones have changed. */
  void pack(Workers workers) {
    workers.run(
        plan.populations(),
        (p, worker) -> {
          for (int s = 0; s < packed[p].length; s++) {
            if (packed[p][s] != null) {
              Convolution convolution = plan.synapses(p).get(s).convolution();
              float[] weights = values.get(weightName(p, s));
              convolution.packWeights(weights, 0, packed[p][s]);
              if (packedForGradient[p][s] != null) {
                convolution.packForInputGradient(weights, 0, packedForGradient[p][s]);
              }
            }
          }
        });
  }

  List<ParameterSpec> specs() {
    return specs;
  }

  /** The canonical array of a parameter, not a copy. */
  float[] values(String name) {
    return values.get(name);
  }

  /** Weights of a synapse packed for the forward pass. */
  float[] packed(int p, int s) {
    return packed[p][s];
  }

  /** Weights of a synapse packed for the gradient towards its input. */
  float[] packedForGradient(int p, int s) {
    return packedForGradient[p][s];
  }

  /** The bias of a synapse, or null. */
  float[] bias(int p, int s) {
    return plan.synapses(p).get(s).bias() ? values.get(biasName(p, s)) : null;
  }

  float threshold(Population population) {
    return values.get(population.thresholdName())[0];
  }

  float leak(Population population) {
    return values.get(population.leakName())[0];
  }

  String weightName(int p, int s) {
    return ((Synapse.Weighted) plan.synapses(p).get(s).synapse()).weightName();
  }

  String biasName(int p, int s) {
    return ((Synapse.Weighted) plan.synapses(p).get(s).synapse()).biasName();
  }

  Parameters export() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      tensors.put(spec.name(), Tensor.of(spec.dimensions(), values.get(spec.name())));
    }
    return new Parameters(tensors);
  }
}
