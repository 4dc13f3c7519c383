package org.dietsnn.domain.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The values of all parameters of a network by name; immutable.
 *
 * @param values tensors by name, in checkpoint order
 */
public record Parameters(Map<String, Tensor> values) {
  private static final int FINGERPRINT_DIGITS = 16;
  private static final int FINGERPRINTED_AT_ONCE = 1024;

  public Parameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The tensor of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    return value;
  }

  /** The single value of a threshold or leak. */
  public double scalar(String name) {
    return get(name).at(0);
  }

  /** These parameters with one of them added or replaced. */
  public Parameters with(String name, Tensor value) {
    Map<String, Tensor> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Parameters(changed);
  }

  /** These parameters with a function applied to each tensor. */
  public Parameters map(UnaryOperator<Tensor> function) {
    Map<String, Tensor> changed = new LinkedHashMap<>();
    values.forEach((name, value) -> changed.put(name, function.apply(value)));
    return new Parameters(changed);
  }

  /** These parameters in the given precision. */
  public Parameters as(Precision precision) {
    return map(tensor -> tensor.as(precision));
  }

  /**
   * A hash in hexadecimal: equal for equal names and values, whatever their order and precision.
   */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // Piece by piece: as doubles, parameters may take more memory than they do in training.
      ByteBuffer bytes = ByteBuffer.allocate(FINGERPRINTED_AT_ONCE * Double.BYTES);
      for (Map.Entry<String, Tensor> entry : new TreeMap<>(values).entrySet()) {
        digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
        Tensor tensor = entry.getValue();
        for (int i = 0; i < tensor.size(); i++) {
          bytes.putDouble(tensor.at(i));
          if (!bytes.hasRemaining()) {
            digest.update(bytes.flip());
            bytes.clear();
          }
        }
        digest.update(bytes.flip());
        bytes.clear();
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, FINGERPRINT_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Exactly the parameters of a network, in its order.
   *
   * @throws IllegalArgumentException if one is missing, left over, of another shape, not finite, or
   *     outside its range (theta &gt; 0, leak in (0, 1]); the message names it, what was expected
   *     and what was found
   */
  public Parameters checkedFor(Network network) {
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      Tensor value = values.get(spec.name());
      if (value == null) {
        throw new IllegalArgumentException(
            "parameter %s of shape %s is missing".formatted(spec.name(), spec.shape()));
      }
      if (!Arrays.equals(value.shape(), spec.dimensions())) {
        throw new IllegalArgumentException(
            "parameter %s must have shape %s, found %s"
                .formatted(spec.name(), spec.shape(), Arrays.toString(value.shape())));
      }
      checkValues(spec, value);
      ordered.put(spec.name(), value);
    }
    for (String name : values.keySet()) {
      if (!ordered.containsKey(name)) {
        throw new IllegalArgumentException(
            "parameter " + name + " belongs to no part of the network");
      }
    }
    return new Parameters(ordered);
  }

  private static void checkValues(ParameterSpec spec, Tensor value) {
    int bad = value.firstNonFinite();
    if (bad >= 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "parameter %s must be finite, found %s at index %d",
              spec.name(),
              value.at(bad),
              bad));
    }
    if (spec.role() == ParameterRole.THRESHOLD && !(value.at(0) > 0)) {
      throw new IllegalArgumentException(
          "threshold %s must be > 0, found %s".formatted(spec.name(), value.at(0)));
    }
    if (spec.role() == ParameterRole.LEAK && !(value.at(0) > 0 && value.at(0) <= 1)) {
      throw new IllegalArgumentException(
          "leak %s must be in (0, 1], found %s".formatted(spec.name(), value.at(0)));
    }
  }
}
