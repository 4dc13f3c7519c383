package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dietsnn.cli.config.NetConfig;
import org.dietsnn.domain.network.Shape;
import picocli.CommandLine.Option;

/** Which network the tensors of a file belong to and what is not in the file. */
final class ImportOptions {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,6})x([0-9]{1,6})x([0-9]{1,6})");

  @Option(
      names = "--net",
      paramLabel = "NET",
      description =
          "The network: a known one (VGG5 ... VGG19, ResNet12, ResNet20, ResNet34, CifarResNet20 and"
              + " others of 6n + 2 layers), or channels of convolutions and A for 2x2 average"
              + " pooling. Default: found out from names and shapes")
  String net;

  @Option(
      names = "--dense",
      paramLabel = "N,N..",
      split = "[,\\s]+",
      description = "Hidden dense layers, with --net. Default: those the net was published with")
  private List<Integer> dense;

  @Option(
      names = "--width",
      paramLabel = "X",
      description = "Factor on every hidden width, with --net. Default: ${DEFAULT-VALUE}")
  private double width = 1;

  @Option(
      names = "--kernel",
      paramLabel = "N",
      description = "Side of the convolution kernels, with --net. Default: ${DEFAULT-VALUE}")
  private int kernel = 3;

  @Option(
      names = "--bias",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description =
          "Biases in convolutions and dense layers, with --net; needed to fold batch normalisation."
              + " Default: ${DEFAULT-VALUE}")
  private boolean bias;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description =
          "Channels, height and width of the images. Default: as --data, else as the network is known")
  private String input;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes, with --net. Default: as --data")
  private Integer classes;

  @Option(
      names = "--normalisation",
      paramLabel = "CHOICE",
      description =
          "What was done to pixels in [0, 1] in training: cifar10, cifar100, imagenet, none, or means"
              + " and deviations such as \"0.5 0.5 0.5 / 0.25 0.25 0.25\". Default: as the network is"
              + " known")
  String normalisation;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "YAML file that says where the parameters stand in the file. Default: under their own names")
  Path mapping;

  @Option(
      names = "--part",
      paramLabel = "NAME",
      description = "Which set of tensors, if there are several. Default: the only one")
  String part = "";

  @Option(names = "--overwrite", description = "Replace an earlier import. Default: false")
  boolean overwrite;

  Optional<Shape> input() {
    if (input == null) {
      return Optional.empty();
    }
    Matcher words = SHAPE.matcher(input);
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "--input: expected channels x height x width such as 3x32x32, found \"%s\""
              .formatted(input));
    }
    return Optional.of(
        new Shape(
            Integer.parseInt(words.group(1)),
            Integer.parseInt(words.group(2)),
            Integer.parseInt(words.group(3))));
  }

  Optional<Integer> classes() {
    return Optional.ofNullable(classes);
  }

  Optional<NetConfig> net() {
    return net == null
        ? Optional.empty()
        : Optional.of(new NetConfig(net, dense, width, kernel, bias, "he"));
  }
}
