package org.dietsnn.domain.architecture;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Shape;

/**
 * A recipe for a network in few words, as configuration files and checkpoints record it.
 *
 * @param net a known name (VGG5 ... VGG19, ResNet12, ResNet20, ResNet34, CifarResNet20 and others
 *     with 6n + 2 layers) or a layer string: channel counts of 3x3 convolutions and {@code A} for
 *     2x2 average pooling, for example {@code 32 A 64 64 A}
 * @param dense hidden dense layers between the convolutions and the output; 4096 4096 for the known
 *     VGGs unless given, none for ResNets
 * @param width factor on every hidden width, 1 for the published nets
 * @param input channels, height and width of the images
 * @param classes number of classes
 * @param kernel side of the convolution kernels of a VGG or layer string, odd
 * @param bias whether convolutions and dense layers have biases
 */
public record Architecture(
    String net,
    List<Integer> dense,
    double width,
    Shape input,
    int classes,
    int kernel,
    boolean bias)
    implements Topology {

  private static final List<Integer> VGG_DENSE = List.of(4096, 4096);

  private static final Map<String, String> VGGS =
      new TreeMap<>(
          Map.of(
              "VGG5", "64 A 128 128 A",
              "VGG9", "64 A 128 256 A 256 512 A 512 A 512",
              "VGG11", "64 A 128 256 A 512 512 A 512 A 512 512",
              "VGG13", "64 64 A 128 128 A 256 256 A 512 512 512 A 512",
              "VGG16", "64 64 A 128 128 A 256 256 256 A 512 512 512 A 512 512 512",
              "VGG19", "64 64 A 128 128 A 256 256 256 256 A 512 512 512 512 A 512 512 512 512"));

  private static final Map<String, List<Integer>> RESNETS =
      new TreeMap<>(
          Map.of(
              "RESNET12", List.of(1, 1, 1, 1),
              "RESNET20", List.of(2, 2, 2, 2),
              "RESNET34", List.of(3, 4, 6, 3)));

  /** From this image height on, the known VGGs pool once more before the first dense layer. */
  private static final int LARGE_IMAGE = 64;

  public Architecture {
    dense = List.copyOf(dense);
    if (!(width > 0 && Double.isFinite(width))) {
      throw new IllegalArgumentException("width factor " + width + ", must be a finite number > 0");
    }
    if (classes < 1) {
      throw new IllegalArgumentException("number of classes " + classes + ", must be >= 1");
    }
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException("kernel side " + kernel + ", must be odd and >= 1");
    }
    for (int units : dense) {
      if (units < 1) {
        throw new IllegalArgumentException("dense layer of " + units + " neurons, must be >= 1");
      }
    }
  }

  /** A net with the published dense layers and widths, 3x3 kernels and no bias. */
  public static Architecture of(String net, Shape input, int classes) {
    return new Architecture(net, publishedDense(net), 1, input, classes, 3, false);
  }

  /** The hidden dense layers with which a net was published; none for a layer string. */
  public static List<Integer> publishedDense(String net) {
    return VGGS.containsKey(key(net)) ? VGG_DENSE : List.of();
  }

  /**
   * Builds the ANN (rectifying) network.
   *
   * @throws IllegalArgumentException naming the word that is not understood or the pooling that is
   *     impossible
   */
  @Override
  public Network build() {
    String key = key(net);
    if (RESNETS.containsKey(key)) {
      return ResNet.build(this, RESNETS.get(key));
    }
    Optional<Integer> blocks = CifarResNet.blocksPerStage(key);
    if (blocks.isPresent()) {
      return CifarResNet.build(this, blocks.get());
    }
    if (VGGS.containsKey(key)) {
      String layers = VGGS.get(key) + (input.height() >= LARGE_IMAGE ? " A" : "");
      return Vgg.build(this, LayerString.parse(layers, knownNames()));
    }
    return Vgg.build(this, LayerString.parse(net, knownNames()));
  }

  /** The layer strings of the known VGGs by name. */
  public static Map<String, String> vggs() {
    return Collections.unmodifiableMap(VGGS);
  }

  /** Blocks of each stage of the known wide ResNets by name. */
  public static Map<String, List<Integer>> wideResNets() {
    return Collections.unmodifiableMap(RESNETS);
  }

  /** A hidden width after the width factor, at least 1. */
  int scaled(int channels) {
    return (int) Math.max(1, Math.round(channels * width));
  }

  private static String knownNames() {
    return "VGG5, VGG9, VGG11, VGG13, VGG16, VGG19, ResNet12, ResNet20, ResNet34, CifarResNet20"
        + " (6n + 2 layers)";
  }

  private static String key(String net) {
    return net.strip().toUpperCase(Locale.ROOT);
  }
}
