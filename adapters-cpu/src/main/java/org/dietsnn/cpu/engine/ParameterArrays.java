package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.tensor.Tensor;

/**
 * One value per parameter of a network, all in one array: the parameters themselves, their
 * gradients, or a slot of the optimiser. Weights are in the order that the kernels read, so that an
 * update, which goes element by element, needs no copy in any other order; columns beyond the last
 * channel are 0 and remain so. Canonical order, see {@link ComputeBackend}, is for what comes in
 * and goes out.
 */
final class ParameterArrays {
  /** What every JVM allows, less what alignment may add. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 64;

  private final List<ParameterSpec> specs;
  private final Map<String, Convolution> packings = new LinkedHashMap<>();
  private final Map<String, Integer> starts = new LinkedHashMap<>();
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private final float[] values;
  private int version;

  /**
   * All zero.
   *
   * @throws IllegalArgumentException if they are more than an array holds
   */
  ParameterArrays(NetworkPlan plan) {
    this(plan, name -> true);
  }

  /**
   * Some of the parameters, all zero.
   *
   * @param held whether the parameter of a name is one of them
   * @throws IllegalArgumentException if they are more than an array holds
   */
  ParameterArrays(NetworkPlan plan, Predicate<String> held) {
    this.specs =
        plan.network().parameterSpecs().stream().filter(spec -> held.test(spec.name())).toList();
    for (int p = 0; p < plan.populations(); p++) {
      for (SynapsePlan synapse : plan.synapses(p)) {
        if (synapse.synapse() instanceof Synapse.Weighted weighted) {
          packings.put(weighted.weightName(), synapse.convolution());
        }
      }
    }
    int end = 0;
    for (ParameterSpec spec : specs) {
      Convolution packing = packings.get(spec.name());
      int length = packing == null ? Tensor.count(spec.dimensions()) : packing.packedLength();
      int start = PackedWeights.aligned(end);
      starts.put(spec.name(), start);
      lengths.put(spec.name(), length);
      if ((long) start + length > MOST_ELEMENTS) {
        throw new IllegalArgumentException(
            "the parameters up to %s take %d numbers as the kernels order them, an array holds %d"
                .formatted(spec.name(), (long) start + length, MOST_ELEMENTS));
      }
      end = start + length;
    }
    this.values = new float[end];
  }

  List<ParameterSpec> specs() {
    return specs;
  }

  /** All values; not a copy. */
  float[] values() {
    return values;
  }

  /** Whether a parameter is one of those held. */
  boolean holds(String name) {
    return starts.containsKey(name);
  }

  /** Where the values of a parameter begin. */
  int start(String name) {
    return starts.get(name);
  }

  /** How many they are. */
  int length(String name) {
    return lengths.get(name);
  }

  /** Sets a parameter of one value. */
  void set(String name, float value) {
    values[start(name)] = value;
  }

  /** To be called when values change, before anything is computed from them. */
  void changed() {
    version++;
  }

  /** Another number whenever values have changed. */
  int version() {
    return version;
  }

  /** Replaces all values; {@code parameters} may hold others beside. */
  void set(Parameters parameters, String prefix) {
    for (ParameterSpec spec : specs) {
      Tensor canonical = parameters.get(prefix + spec.name());
      int start = start(spec.name());
      Convolution packing = packings.get(spec.name());
      if (packing == null) {
        canonical.copyTo(0, values, start, canonical.size());
      } else {
        PackedWeights packed = new PackedWeights(values, start);
        float[] each = new float[packing.geometry().fanIn()];
        for (int output = 0; output < packing.geometry().channelsOut(); output++) {
          canonical.copyTo(output * each.length, each, 0, each.length);
          packing.packWeights(output, each, 0, packed);
        }
      }
    }
    changed();
  }

  /** Copies of all values in canonical order. */
  Map<String, Tensor> export() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      tensors.put(spec.name(), export(spec));
    }
    return tensors;
  }

  /** A copy of one parameter in canonical order. */
  Tensor export(ParameterSpec spec) {
    int start = start(spec.name());
    Convolution packing = packings.get(spec.name());
    return Tensor.filled(
        spec.dimensions(),
        canonical -> {
          if (packing == null) {
            System.arraycopy(values, start, canonical, 0, canonical.length);
          } else {
            packing.addUnpacked(new PackedWeights(values, start), canonical, 0);
          }
        });
  }

  /**
   * Euclidean norm of one parameter.
   *
   * @throws IllegalArgumentException if no parameter has this name
   */
  double norm(String name) {
    if (!starts.containsKey(name)) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    return Math.sqrt(squares(values, start(name), length(name)));
  }

  /** The sum of the squares of some values, in order. */
  static double squares(float[] values, int start, int count) {
    double sum = 0;
    for (int i = start; i < start + count; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}
