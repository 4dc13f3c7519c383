package org.dietsnn.application.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the parameters of a network stand in a file that names them otherwise. Every parameter that
 * is not mentioned is looked for under its own name.
 *
 * @param prefix taken off the names of the file before anything else, for example {@code module.};
 *     names without it are left as they are
 * @param modules modules of the network, each with the module of the file that holds its weight and
 *     bias
 * @param batchNormalisations modules of the network, each with the batch normalisation of the file
 *     that follows it and is to be folded into it
 * @param epsilon of the batch normalisations; PyTorch's default is 1e-5
 * @param tensors parameters of the network, each with one tensor of the file; goes before {@code
 *     modules}
 * @param constants parameters of the network that the file does not hold
 * @param ignored tensors of the file that are left on purpose; {@code *} stands for any text
 */
public record NameMapping(
    String prefix,
    Map<String, String> modules,
    Map<String, String> batchNormalisations,
    double epsilon,
    Map<String, String> tensors,
    Map<String, Constant> constants,
    List<String> ignored) {
  /** PyTorch's default. */
  public static final double EPSILON = 1e-5;

  /** A parameter that is not read but known. */
  public enum Constant {
    /** All zero: the bias of a layer that has none in the file. */
    ZERO,
    /**
     * The shortcut of He et al. (2016), option A, as a 1x1 convolution: output channel o copies
     * input channel o - (out - in) / 2, and channels beyond the input are zero.
     */
    SUBSAMPLING
  }

  public NameMapping {
    modules = copy(modules);
    batchNormalisations = copy(batchNormalisations);
    tensors = copy(tensors);
    constants = copy(constants);
    ignored = List.copyOf(ignored);
    if (!(epsilon >= 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException(
          "epsilon of the batch normalisation " + epsilon + ", must be a finite number >= 0");
    }
  }

  /** Every parameter under its own name. */
  public static NameMapping none() {
    return new NameMapping("", Map.of(), Map.of(), EPSILON, Map.of(), Map.of(), List.of());
  }

  /** This mapping, and where it says nothing another one. */
  public NameMapping over(NameMapping other) {
    List<String> both = new ArrayList<>(ignored);
    both.addAll(other.ignored);
    return new NameMapping(
        prefix.isEmpty() ? other.prefix : prefix,
        over(modules, other.modules),
        over(batchNormalisations, other.batchNormalisations),
        epsilon,
        over(tensors, other.tensors),
        over(constants, other.constants),
        both);
  }

  private static <T> Map<String, T> over(Map<String, T> top, Map<String, T> below) {
    Map<String, T> joined = new LinkedHashMap<>(below);
    joined.putAll(top);
    return joined;
  }

  /** Whether a tensor of the file is left on purpose. */
  public boolean ignores(String tensor) {
    return ignored.stream().anyMatch(pattern -> matches(pattern, tensor));
  }

  private static boolean matches(String pattern, String name) {
    String[] pieces = pattern.split("\\*", -1);
    StringBuilder expression = new StringBuilder(Pattern.quote(pieces[0]));
    for (int i = 1; i < pieces.length; i++) {
      expression.append(".*").append(Pattern.quote(pieces[i]));
    }
    return name.matches(expression.toString());
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
