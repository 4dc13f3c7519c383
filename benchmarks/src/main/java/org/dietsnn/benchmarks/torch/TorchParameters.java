package org.dietsnn.benchmarks.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;

/**
 * The parameters of a network in libtorch: weights channels last, all thresholds and leaks in one
 * short tensor, so that the optimiser has few calls to make.
 */
final class TorchParameters {
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final List<String> neuronNames = new ArrayList<>();
  private final Tensor neurons;
  private float[] neuronValues;

  /**
   * Copies parameters.
   *
   * @param parameters of the network; a weight that is missing is drawn (He et al. 2015), which
   *     spares a measurement of memory the copy on the Java heap
   * @throws IllegalArgumentException if the network has something that this side does not run
   */
  TorchParameters(Network network, Parameters parameters) {
    network.populations().forEach(TorchParameters::requireRunnable);
    for (ParameterSpec spec : network.parameterSpecs()) {
      if (spec.role().ofNeuron()) {
        neuronNames.add(spec.name());
      } else if (spec.role() == ParameterRole.WEIGHT) {
        weights.put(spec.name(), weight(spec, parameters));
      } else {
        throw new IllegalArgumentException("the libtorch side has no biases, found " + spec.name());
      }
    }
    neuronValues = new float[neuronNames.size()];
    for (int i = 0; i < neuronValues.length; i++) {
      neuronValues[i] = (float) parameters.scalar(neuronNames.get(i));
    }
    neurons = Layout.tensor(neuronValues, neuronValues.length);
  }

  private static Tensor weight(ParameterSpec spec, Parameters parameters) {
    int[] shape = spec.dimensions();
    if (parameters.values().containsKey(spec.name())) {
      return Layout.tensor(parameters.get(spec.name()).toFloats(), shape);
    }
    long[] sizes = new long[shape.length];
    double fanIn = 1;
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = shape[i];
      fanIn *= i == 0 ? 1 : shape[i];
    }
    Tensor drawn = torch.randn(sizes);
    drawn.mul_(new Scalar((float) Math.sqrt(2 / fanIn)));
    return Layout.channelsLast(drawn);
  }

  private static void requireRunnable(Population population) {
    if (population.neuron() instanceof Neuron.Lif lif
        && !(lif.reset() == Reset.SOFT && lif.surrogate() instanceof Surrogate.Linear)) {
      throw new IllegalArgumentException(
          "the libtorch side runs the soft reset with the linear surrogate, found %s in %s"
              .formatted(lif, population.name()));
    }
  }

  Tensor weight(String name) {
    return weights.get(name);
  }

  /** Names of the weights in graph order. */
  List<String> weightNames() {
    return List.copyOf(weights.keySet());
  }

  /** Names of thresholds, then leaks, in the order of {@link #neurons}. */
  List<String> neuronNames() {
    return neuronNames;
  }

  /** All thresholds and leaks. */
  Tensor neurons() {
    return neurons;
  }

  /** The loop of a spiking population with its present parameters. */
  LifLoop loop(Population population, int steps) {
    Surrogate surrogate = ((Neuron.Lif) population.neuron()).surrogate();
    return new LifLoop(
        steps,
        neuronValues[neuronNames.indexOf(population.leakName())],
        neuronValues[neuronNames.indexOf(population.thresholdName())],
        ((Surrogate.Linear) surrogate).gamma());
  }

  /** Brings thresholds and leaks back into their range after an update. */
  void clampNeurons() {
    if (neuronValues.length == 0) {
      return;
    }
    int spiking = neuronValues.length / 2;
    float least = (float) ParameterRole.THRESHOLD.clamp(0);
    neurons.clamp_min_(new Scalar(least));
    neurons.narrow(0, spiking, spiking).clamp_max_(new Scalar(1f));
    neuronValues = Layout.canonical(neurons);
  }
}
