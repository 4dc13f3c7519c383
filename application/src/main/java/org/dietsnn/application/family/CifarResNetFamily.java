package org.dietsnn.application.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.format.FileTensors;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.application.format.NameMapping.Constant;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.network.Shape;

/**
 * ResNet-20 to -1202 for CIFAR with the names of Y. Idelbayev's PyTorch implementation: {@code
 * conv1}, {@code bn1}, {@code layer1.0.conv1} to {@code layer3.<n-1>.bn2}, {@code linear}. Its
 * training standardises pixels with the means and deviations of ImageNet.
 */
final class CifarResNetFamily {
  private static final int STAGES = 3;
  private static final int FIRST_WIDTH = 16;
  private static final int SIDE = 32;

  private final FileTensors tensors;
  private final Map<String, String> batchNormalisations = new LinkedHashMap<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();

  private CifarResNetFamily(FileTensors tensors) {
    this.tensors = tensors;
  }

  static Optional<RecognisedNetwork> recognise(FileTensors tensors, Optional<Shape> input) {
    Optional<Integer> width = tensors.dimension("conv1.weight", 0);
    Optional<Integer> channels = tensors.dimension("conv1.weight", 1);
    Optional<Integer> classes = tensors.dimension("linear.weight", 0);
    int blocks = Blocks.count(tensors, "layer1", "conv1.weight");
    boolean threeAlike =
        Blocks.count(tensors, "layer2", "conv1.weight") == blocks
            && Blocks.count(tensors, "layer3", "conv1.weight") == blocks
            && Blocks.count(tensors, "layer4", "conv1.weight") == 0;
    if (width.isEmpty()
        || channels.isEmpty()
        || classes.isEmpty()
        || blocks == 0
        || !threeAlike
        || tensors.dimension("conv1.weight", 2).orElse(0) != 3) {
      return Optional.empty();
    }
    Architecture architecture =
        new Architecture(
            "CifarResNet" + (2 * STAGES * blocks + 2),
            List.of(),
            (double) width.get() / FIRST_WIDTH,
            input.orElse(new Shape(channels.get(), SIDE, SIDE)),
            classes.get(),
            3,
            true);
    NameMapping mapping = new CifarResNetFamily(tensors).mapping(blocks);
    String reason =
        String.format(
            Locale.ROOT,
            "%s of He et al., width factor %s, for images of %s in %d classes: told by the names"
                + " conv1, layer1.0.conv1, linear and %d blocks in each of 3 stages",
            architecture.net(),
            architecture.width(),
            architecture.input(),
            architecture.classes(),
            blocks);
    boolean colour = channels.get() == 3;
    return Optional.of(
        new RecognisedNetwork(
            architecture,
            mapping,
            colour
                ? Optional.of(PublishedNormalisation.IMAGENET.normalisation())
                : Optional.empty(),
            tensors.has("threshold.t0"),
            reason));
  }

  private NameMapping mapping(int blocks) {
    normalised("conv1", "bn1");
    for (int stage = 1; stage <= STAGES; stage++) {
      for (int block = 0; block < blocks; block++) {
        String name = "layer" + stage + "." + block + ".";
        normalised(name + "conv1", name + "bn1");
        normalised(name + "conv2", name + "bn2");
      }
    }
    for (int stage = 2; stage <= STAGES; stage++) {
      shortcut("layer" + stage + ".0.shortcut.");
    }
    return new NameMapping(
        "", Map.of(), batchNormalisations, NameMapping.EPSILON, Map.of(), constants, List.of());
  }

  /** Option B has weights of its own in the file, option A has none. */
  private void shortcut(String name) {
    if (tensors.has(name + "0.weight")) {
      normalised(name + "0", name + "1");
    } else {
      constants.put(name + "0.weight", Constant.SUBSAMPLING);
      constants.put(name + "0.bias", Constant.ZERO);
    }
  }

  private void normalised(String module, String batchNormalisation) {
    if (tensors.has(batchNormalisation + ".running_mean")) {
      batchNormalisations.put(module, batchNormalisation);
    }
  }
}
