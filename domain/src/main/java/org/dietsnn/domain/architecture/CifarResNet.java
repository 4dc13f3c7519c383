package org.dietsnn.domain.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;

/**
 * The narrow residual nets for CIFAR-10 of He et al., "Deep Residual Learning for Image
 * Recognition" (2016), section 4.2: one 3x3 convolution of 16 channels, three stages of n basic
 * blocks of 16, 32 and 64 channels with strides 1, 2, 2, global average pooling, one dense layer;
 * 6n + 2 layers. Modules are named as in the PyTorch implementation by Y. Idelbayev (akamaster).
 *
 * <p>A block is two populations; the second adds the block's input. Where the shape changes, that
 * is a 1x1 convolution with stride 2. Option A of the paper (take every second pixel, pad with zero
 * channels) is that convolution with weights 0 and 1, which is exact; it costs c_in c_out
 * multiply-accumulates per pixel that the option itself does not, 0.6 % of ResNet-20.
 */
final class CifarResNet {
  private static final Pattern NAME = Pattern.compile("CIFARRESNET([1-9][0-9]{0,4})");
  private static final List<Integer> WIDTHS = List.of(16, 32, 64);
  private static final int LAYERS_PER_BLOCK_OF_EACH_STAGE = 6;
  private static final int LAYERS_OUTSIDE_BLOCKS = 2;

  private CifarResNet() {}

  /**
   * Blocks per stage of the net of a name in upper case.
   *
   * @return empty if the name is of no such net
   * @throws IllegalArgumentException if no such net has this depth
   */
  static Optional<Integer> blocksPerStage(String name) {
    Matcher words = NAME.matcher(name);
    if (!words.matches()) {
      return Optional.empty();
    }
    int blockLayers = Integer.parseInt(words.group(1)) - LAYERS_OUTSIDE_BLOCKS;
    if (blockLayers < LAYERS_PER_BLOCK_OF_EACH_STAGE
        || blockLayers % LAYERS_PER_BLOCK_OF_EACH_STAGE != 0) {
      throw new IllegalArgumentException(
          "a CifarResNet has 6n + 2 layers (8, 14, 20, 26, 32, ...), found " + words.group(1));
    }
    return Optional.of(blockLayers / LAYERS_PER_BLOCK_OF_EACH_STAGE);
  }

  static Network build(Architecture architecture, int blocksPerStage) {
    if (!architecture.dense().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no hidden dense layers, found %s"
              .formatted(architecture.net(), architecture.dense()));
    }
    List<Population> populations = new ArrayList<>();
    populations.add(Vgg.input(architecture.input()));
    int first = architecture.scaled(WIDTHS.get(0));
    populations.add(convolution(architecture, populations, "conv1", first, 1));
    for (int stage = 0; stage < WIDTHS.size(); stage++) {
      for (int block = 0; block < blocksPerStage; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer" + (stage + 1) + "." + block;
        block(architecture, populations, name, architecture.scaled(WIDTHS.get(stage)), stride);
      }
    }
    int last = populations.size() - 1;
    Shape features = populations.get(last).shape();
    if (features.height() != features.width()) {
      throw new IllegalArgumentException(
          "%s reads square images, found %s".formatted(architecture.net(), architecture.input()));
    }
    populations.add(
        new Population(
            last,
            "linear",
            Shape.flat(architecture.classes()),
            new Neuron.Accumulator(),
            List.of(new Synapse.Dense(last, features.height(), "linear", architecture.bias())),
            false));
    return new Network(populations);
  }

  private static void block(
      Architecture architecture, List<Population> populations, String name, int width, int stride) {
    int source = populations.size() - 1;
    boolean sameShape = stride == 1 && populations.get(source).shape().channels() == width;
    populations.add(convolution(architecture, populations, name + ".conv1", width, stride));
    Population inner = populations.get(source + 1);
    Synapse shortcut =
        sameShape
            ? new Synapse.Identity(source, 1)
            : new Synapse.Convolution(
                source, 1, 1, stride, 0, name + ".shortcut.0", architecture.bias());
    String second = name + ".conv2";
    populations.add(
        new Population(
            source + 1,
            second,
            inner.shape(),
            new Neuron.Relu(),
            List.of(
                new Synapse.Convolution(source + 1, 1, 3, 1, 1, second, architecture.bias()),
                shortcut),
            false));
  }

  /** Numbered from 0 in order: the published code has no thresholds to be named after. */
  private static Population convolution(
      Architecture architecture, List<Population> before, String module, int channels, int stride) {
    int source = before.size() - 1;
    Synapse.Convolution synapse =
        new Synapse.Convolution(source, 1, 3, stride, 1, module, architecture.bias());
    Shape shape = synapse.currentShape(before.get(source).shape(), Shape.flat(channels));
    return new Population(source, module, shape, new Neuron.Relu(), List.of(synapse), true);
  }
}
