package org.dietsnn.domain.architecture;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;

/**
 * The wide residual nets of DIET-SNN: a stem of three 3x3 convolutions and one pooling, four stages
 * of basic blocks with strides 1, 2, 2, 2, one dense layer. A block is two populations; the second
 * adds the block's input through an identity or, where the shape changes, a 1x1 convolution.
 */
final class ResNet {
  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
  private static final int STEM_CONVOLUTIONS = 3;
  private static final int MODULES_PER_STEM_LAYER = 3;

  private ResNet() {}

  static Network build(Architecture architecture, List<Integer> blocksPerStage) {
    if (!architecture.dense().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no hidden dense layers, found %s"
              .formatted(architecture.net(), architecture.dense()));
    }
    List<Population> populations = new ArrayList<>();
    populations.add(Vgg.input(architecture.input()));
    int id = stem(architecture, populations);
    int pooling = 2;
    for (int stage = 0; stage < blocksPerStage.size(); stage++) {
      for (int block = 0; block < blocksPerStage.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer" + (stage + 1) + "." + block;
        int width = architecture.scaled(WIDTHS.get(stage));
        block(architecture, populations, id, name, width, pooling, stride);
        id += 2;
        pooling = 1;
      }
    }
    populations.add(
        new Population(
            id,
            "classifier.0",
            Shape.flat(architecture.classes()),
            new Neuron.Accumulator(),
            List.of(
                new Synapse.Dense(
                    populations.size() - 1, pooling, "classifier.0", architecture.bias())),
            false));
    return new Network(populations);
  }

  private static int stem(Architecture architecture, List<Population> populations) {
    int id = 0;
    for (int i = 0; i < STEM_CONVOLUTIONS; i++) {
      boolean pooledOutput = i == STEM_CONVOLUTIONS - 1;
      populations.add(
          convolution(
              architecture,
              populations,
              id,
              "pre_process." + id,
              architecture.scaled(WIDTHS.get(0)),
              1,
              1,
              !pooledOutput));
      id += MODULES_PER_STEM_LAYER;
    }
    return id;
  }

  private static void block(
      Architecture architecture,
      List<Population> populations,
      int id,
      String name,
      int width,
      int pooling,
      int stride) {
    int source = populations.size() - 1;
    Shape pooled = populations.get(source).shape().pooled(pooling);
    String first = name + ".residual.0";
    Population inner =
        convolution(architecture, populations, id, first, width, pooling, stride, true);
    populations.add(inner);
    String second = name + ".residual.3";
    Synapse shortcut =
        stride == 1 && pooled.channels() == width
            ? new Synapse.Identity(source, pooling)
            : new Synapse.Convolution(
                source, pooling, 1, stride, 0, name + ".identity.0", architecture.bias());
    Synapse convolution =
        new Synapse.Convolution(populations.size() - 1, 1, 3, 1, 1, second, architecture.bias());
    populations.add(
        new Population(
            id + 1,
            second,
            inner.shape(),
            new Neuron.Relu(),
            List.of(convolution, shortcut),
            false));
  }

  private static Population convolution(
      Architecture architecture,
      List<Population> before,
      int id,
      String module,
      int channels,
      int pooling,
      int stride,
      boolean dropout) {
    Synapse.Convolution synapse =
        new Synapse.Convolution(
            before.size() - 1, pooling, 3, stride, 1, module, architecture.bias());
    Shape source = before.get(before.size() - 1).shape();
    Shape image = synapse.currentShape(source, Shape.flat(channels));
    return new Population(id, module, image, new Neuron.Relu(), List.of(synapse), dropout);
  }
}
