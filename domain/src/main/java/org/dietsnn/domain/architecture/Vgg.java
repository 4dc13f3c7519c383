package org.dietsnn.domain.architecture;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;

/**
 * Chains of convolutions and dense layers. Numbered as in the authors' checkpoints: every layer
 * takes three module numbers (synapse, neuron, dropout or pooling), the classifier counts anew for
 * its weights but goes on for thresholds and leaks.
 */
final class Vgg {
  private static final int MODULES_PER_LAYER = 3;
  private static final int POOL = 2;

  private Vgg() {}

  static Network build(Architecture architecture, LayerString layers) {
    List<Population> populations = new ArrayList<>();
    populations.add(input(architecture.input()));
    int id = 0;
    for (int i = 0; i < layers.convolutions().size(); i++) {
      boolean pooledOutput =
          i + 1 < layers.convolutions().size()
              ? layers.convolutions().get(i + 1).pooledInput()
              : layers.endsPooled();
      populations.add(
          convolution(architecture, layers.convolutions().get(i), populations, id, !pooledOutput));
      id += MODULES_PER_LAYER;
    }
    int pooling = layers.endsPooled() ? POOL : 1;
    int module = 0;
    for (int units : architecture.dense()) {
      Synapse synapse = dense(architecture, populations, pooling, module);
      populations.add(
          new Population(
              id,
              "classifier." + module,
              Shape.flat(architecture.scaled(units)),
              new Neuron.Relu(),
              List.of(synapse),
              true));
      pooling = 1;
      id += MODULES_PER_LAYER;
      module += MODULES_PER_LAYER;
    }
    populations.add(
        new Population(
            id,
            "classifier." + module,
            Shape.flat(architecture.classes()),
            new Neuron.Accumulator(),
            List.of(dense(architecture, populations, pooling, module)),
            false));
    return new Network(populations);
  }

  static Population input(Shape shape) {
    return new Population(-1, "input", shape, new Neuron.Input(), List.of(), false);
  }

  private static Population convolution(
      Architecture architecture,
      LayerString.Layer layer,
      List<Population> before,
      int id,
      boolean dropout) {
    Shape source = before.get(before.size() - 1).shape();
    int pooling = layer.pooledInput() ? POOL : 1;
    Synapse.Convolution synapse =
        new Synapse.Convolution(
            before.size() - 1,
            pooling,
            architecture.kernel(),
            1,
            architecture.kernel() / 2,
            "features." + id,
            architecture.bias());
    Shape pooled = source.pooled(pooling);
    return new Population(
        id,
        "features." + id,
        new Shape(architecture.scaled(layer.channels()), pooled.height(), pooled.width()),
        new Neuron.Relu(),
        List.of(synapse),
        dropout);
  }

  private static Synapse dense(
      Architecture architecture, List<Population> before, int pooling, int module) {
    return new Synapse.Dense(
        before.size() - 1, pooling, "classifier." + module, architecture.bias());
  }
}
