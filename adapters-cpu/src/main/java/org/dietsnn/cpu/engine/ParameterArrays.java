package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.tensor.Tensor;

/**
 * One array per parameter of a network: the parameters themselves, their gradients, or a slot of
 * the optimiser. Weights are in the order that the kernels read, so that an update, which goes
 * element by element, needs no copy in any other order; columns beyond the last channel are 0 and
 * remain so. Canonical order, see {@link ComputeBackend}, is for what comes in and goes out.
 */
final class ParameterArrays {
  private final List<ParameterSpec> specs;
  private final Map<String, Convolution> packings = new LinkedHashMap<>();
  private final Map<String, float[]> arrays = new LinkedHashMap<>();

  /** All zero. */
  ParameterArrays(NetworkPlan plan) {
    this.specs = plan.network().parameterSpecs();
    for (int p = 0; p < plan.populations(); p++) {
      for (SynapsePlan synapse : plan.synapses(p)) {
        if (synapse.synapse() instanceof Synapse.Weighted weighted) {
          packings.put(weighted.weightName(), synapse.convolution());
        }
      }
    }
    for (ParameterSpec spec : specs) {
      Convolution packing = packings.get(spec.name());
      int length = packing == null ? Tensor.count(spec.dimensions()) : packing.packedLength();
      arrays.put(spec.name(), new float[length]);
    }
  }

  List<ParameterSpec> specs() {
    return specs;
  }

  /** The array of a parameter, not a copy. */
  float[] get(String name) {
    return arrays.get(name);
  }

  /** Replaces all values; {@code parameters} may hold others beside. */
  void set(Parameters parameters, String prefix) {
    for (ParameterSpec spec : specs) {
      float[] values = parameters.get(prefix + spec.name()).toFloats();
      float[] array = arrays.get(spec.name());
      Convolution packing = packings.get(spec.name());
      if (packing == null) {
        System.arraycopy(values, 0, array, 0, values.length);
      } else {
        packing.packWeights(values, 0, array);
      }
    }
  }

  /** Copies of all values in canonical order. */
  Map<String, Tensor> export() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      float[] array = arrays.get(spec.name());
      Convolution packing = packings.get(spec.name());
      float[] values = array;
      if (packing != null) {
        values = new float[Tensor.count(spec.dimensions())];
        packing.addUnpacked(array, values, 0);
      }
      tensors.put(spec.name(), Tensor.of(spec.dimensions(), values));
    }
    return tensors;
  }

  /**
   * Euclidean norm of one parameter.
   *
   * @throws IllegalArgumentException if no parameter has this name
   */
  double norm(String name) {
    float[] values = arrays.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
