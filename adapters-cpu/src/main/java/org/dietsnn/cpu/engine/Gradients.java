package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The gradients of a network's parameters: summed up in arrays, but for the weights of dense
 * synapses, which are most of the weights of many networks; see {@link DenseWeightGradient}.
 */
final class Gradients {
  private final NetworkPlan plan;
  private final FloatParameters summed;
  private final Map<String, DenseWeightGradient> dense = new LinkedHashMap<>();
  private final Workers workers;
  private final Scratch[] scratch;

  Gradients(NetworkPlan plan, Workers workers, Scratch[] scratch) {
    this.plan = plan;
    this.workers = workers;
    this.scratch = scratch;
    for (int p = 0; p < plan.populations(); p++) {
      for (SynapsePlan synapse : plan.synapses(p)) {
        if (synapse.dense()) {
          dense.put(name(synapse), new DenseWeightGradient(synapse));
        }
      }
    }
    this.summed =
        new FloatParameters(plan, new ParameterArrays(plan, name -> !dense.containsKey(name)));
  }

  private static String name(SynapsePlan synapse) {
    return ((Synapse.Weighted) synapse.synapse()).weightName();
  }

  /** All but the weights of dense synapses. */
  FloatParameters summed() {
    return summed;
  }

  /** The weight gradients of dense synapses, by parameter. */
  Map<String, DenseWeightGradient> dense() {
    return dense;
  }

  /** The weight gradient of a dense synapse. */
  DenseWeightGradient dense(int p, int s) {
    return dense.get(name(plan.synapses(p).get(s)));
  }

  /** All gradients in canonical order. */
  Map<String, Tensor> export() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : plan.network().parameterSpecs()) {
      DenseWeightGradient product = dense.get(spec.name());
      tensors.put(
          spec.name(), product == null ? summed.arrays().export(spec) : export(spec, product));
    }
    return tensors;
  }

  private Tensor export(ParameterSpec spec, DenseWeightGradient product) {
    float[] packed = new float[product.packedLength()];
    workers.run(
        product.parts(),
        (part, worker) ->
            product.compute(
                part,
                scratch[worker],
                (values, from, start, length) ->
                    System.arraycopy(values, from, packed, start, length)));
    return Tensor.filled(
        spec.dimensions(), values -> product.unpack(new PackedWeights(packed, 0), values));
  }

  /**
   * Euclidean norm of one gradient.
   *
   * @throws IllegalArgumentException if no parameter has this name
   */
  double norm(String name) {
    DenseWeightGradient product = dense.get(name);
    if (product == null) {
      return summed.arrays().norm(name);
    }
    // One sum for each part, so that the total does not depend on the number of threads.
    double[] sums = new double[product.parts()];
    workers.run(
        product.parts(),
        (part, worker) ->
            product.compute(
                part,
                scratch[worker],
                (values, from, start, length) ->
                    sums[part] += ParameterArrays.squares(values, from, length)));
    double sum = 0;
    for (double each : sums) {
      sum += each;
    }
    return Math.sqrt(sum);
  }
}
