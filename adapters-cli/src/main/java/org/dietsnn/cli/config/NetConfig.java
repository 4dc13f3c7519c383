package org.dietsnn.cli.config;

import java.util.List;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Shape;

/**
 * The graph and its first weights.
 *
 * @param layers a known name or a layer string such as {@code 32 A 64 64 A}
 * @param dense hidden dense layers; null for those the net was published with
 * @param width factor on every hidden width
 * @param kernel side of the convolution kernels
 * @param bias whether convolutions and dense layers have biases
 * @param initialisation {@code he} or {@code authors}
 */
public record NetConfig(
    String layers,
    List<Integer> dense,
    double width,
    int kernel,
    boolean bias,
    String initialisation) {
  private static final List<String> INITIALISATIONS = List.of("he", "authors");

  public NetConfig {
    InvalidSetting.unless(
        layers != null && !layers.isBlank(), "layers", "a net such as \"32 A 64 64 A\"", layers);
    dense = dense == null ? Architecture.publishedDense(layers) : List.copyOf(dense);
    for (int units : dense) {
      InvalidSetting.unless(units >= 1, "dense", "numbers of neurons >= 1", dense);
    }
    InvalidSetting.unless(
        width > 0 && Double.isFinite(width), "width", "a finite number > 0", width);
    InvalidSetting.unless(kernel >= 1 && kernel % 2 == 1, "kernel", "an odd number >= 1", kernel);
    initialisation = Call.parse("initialisation", initialisation, INITIALISATIONS).toString();
  }

  /** The graph for images of a shape. */
  public Architecture architecture(Shape input, int classes) {
    return new Architecture(layers, dense, width, input, classes, kernel, bias);
  }

  /** How the first weights are drawn. */
  public Initialisation firstWeights() {
    return initialisation.equals("he") ? Initialisation.HE_FAN_IN : Initialisation.AUTHORS;
  }
}
