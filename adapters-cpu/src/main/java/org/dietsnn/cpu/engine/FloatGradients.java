package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.tensor.Tensor;

/** The gradients of all parameters in canonical order, and packed while they are summed. */
final class FloatGradients {
  private final FloatParameters parameters;
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final float[][][] packed;

  FloatGradients(NetworkPlan plan, FloatParameters parameters) {
    this.parameters = parameters;
    for (ParameterSpec spec : parameters.specs()) {
      values.put(spec.name(), new float[Tensor.count(spec.dimensions())]);
    }
    this.packed = new float[plan.populations()][][];
    for (int p = 0; p < plan.populations(); p++) {
      packed[p] = new float[plan.synapses(p).size()][];
      for (int s = 0; s < packed[p].length; s++) {
        SynapsePlan synapse = plan.synapses(p).get(s);
        packed[p][s] = synapse.identity() ? null : new float[synapse.convolution().packedLength()];
      }
    }
  }

  float[] values(String name) {
    return values.get(name);
  }

  /** The packed weight gradient of a synapse. */
  float[] packed(int p, int s) {
    return packed[p][s];
  }

  double norm(String name) {
    float[] gradient = values.get(name);
    if (gradient == null) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  Parameters export() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : parameters.specs()) {
      tensors.put(spec.name(), Tensor.of(spec.dimensions(), values.get(spec.name())));
    }
    return new Parameters(tensors);
  }
}
