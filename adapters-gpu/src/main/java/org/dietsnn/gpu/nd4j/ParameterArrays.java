package org.dietsnn.gpu.nd4j;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One value per parameter of a network: the parameters themselves, their gradients, or a slot of
 * the optimiser. Weights and biases lie one after the other in one array on the device, so that an
 * update is one sweep; thresholds and leaks, of which there are few and which the host needs for
 * the arguments of operations, on the host. Convolutions keep the canonical order; dense weights
 * take that of the frames they read, see {@link Layout}.
 */
final class ParameterArrays implements AutoCloseable {
  private final List<ParameterSpec> specs;

  /** By name of a dense weight: the pooled shape of what it reads. */
  private final Map<String, Shape> denseSources = new HashMap<>();

  private final Map<String, Long> starts = new HashMap<>();
  private final Map<String, Integer> neuronIndices = new HashMap<>();
  private final Arena arena = new Arena();
  private final INDArray weights;
  private final float[] neurons;

  /** All zero. */
  ParameterArrays(Network network) {
    this.specs = network.parameterSpecs();
    for (Population population : network.populations()) {
      for (Synapse synapse : population.synapses()) {
        if (synapse instanceof Synapse.Dense dense) {
          denseSources.put(dense.weightName(), network.sourceShape(dense).pooled(dense.pooling()));
        }
      }
    }
    long end = 0;
    for (ParameterSpec spec : specs) {
      if (spec.role().ofNeuron()) {
        neuronIndices.put(spec.name(), neuronIndices.size());
      } else {
        starts.put(spec.name(), end);
        end += spec.count();
      }
    }
    this.weights = arena.take(Math.max(1, end));
    this.neurons = new float[neuronIndices.size()];
    Elementwise.clear(weights);
  }

  /** All weights and biases; not a copy. */
  INDArray weights() {
    return weights;
  }

  /** All thresholds, then all leaks, in the order of the specifications; not a copy. */
  float[] neurons() {
    return neurons;
  }

  /** The specifications of {@link #neurons}. */
  List<ParameterSpec> neuronSpecs() {
    return specs.stream().filter(spec -> spec.role().ofNeuron()).toList();
  }

  /** Where a weight or bias begins in {@link #weights}. */
  long start(String name) {
    return starts.get(name);
  }

  /** A threshold or leak. */
  float neuron(String name) {
    return neurons[neuronIndices.get(name)];
  }

  /** Sets a threshold or leak. */
  void setNeuron(String name, double value) {
    neurons[neuronIndices.get(name)] = (float) value;
  }

  /** Replaces all values; {@code parameters} may hold others beside. */
  void set(Parameters parameters, String prefix) {
    for (ParameterSpec spec : specs) {
      float[] canonical = parameters.get(prefix + spec.name()).toFloats();
      if (spec.role().ofNeuron()) {
        neurons[neuronIndices.get(spec.name())] = canonical[0];
      } else {
        Shape source = denseSources.get(spec.name());
        Layout.upload(
            source == null ? canonical : Layout.channelsLast(source, canonical), values(spec));
      }
    }
  }

  /** Copies of all values in canonical order. */
  Map<String, Tensor> export() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      float[] canonical;
      if (spec.role().ofNeuron()) {
        canonical = new float[] {neuron(spec.name())};
      } else {
        Shape source = denseSources.get(spec.name());
        float[] values = Layout.download(values(spec));
        canonical = source == null ? values : Layout.canonical(source, values);
      }
      tensors.put(spec.name(), Tensor.of(spec.dimensions(), canonical));
    }
    return tensors;
  }

  /**
   * Euclidean norm of one parameter.
   *
   * @throws IllegalArgumentException if no parameter has this name
   */
  double norm(String name) {
    if (neuronIndices.containsKey(name)) {
      return Math.abs(neuron(name));
    }
    for (ParameterSpec spec : specs) {
      if (spec.name().equals(name)) {
        INDArray values = values(spec);
        return Math.sqrt(Elementwise.dot(values, values));
      }
    }
    throw new IllegalArgumentException("no parameter is named " + name);
  }

  private INDArray values(ParameterSpec spec) {
    return Views.flat(weights, start(spec.name()), spec.count());
  }

  @Override
  public void close() {
    arena.close();
  }
}
