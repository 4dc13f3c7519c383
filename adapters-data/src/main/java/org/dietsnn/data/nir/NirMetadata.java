package org.dietsnn.data.nir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a graph or a node says about itself beyond what NIR defines. Readers may ignore it.
 *
 * @param values by name: String, Double, Long, {@code List<String>} or {@code List<Double>}
 */
record NirMetadata(Map<String, Object> values) {
  NirMetadata {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static NirMetadata none() {
    return new NirMetadata(Map.of());
  }

  /** This metadata with one more value. */
  NirMetadata with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new NirMetadata(more);
  }

  Optional<String> text(String name) {
    return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  OptionalDouble number(String name) {
    return values.get(name) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** A yes or no, kept as 1 or 0. */
  Optional<Boolean> flag(String name) {
    OptionalDouble number = number(name);
    return number.isPresent() ? Optional.of(number.getAsDouble() != 0) : Optional.empty();
  }

  /** Empty if there are none or they are no texts. */
  List<String> texts(String name) {
    return list(name, String.class);
  }

  /** Empty if there are none or they are no numbers. */
  List<Double> numbers(String name) {
    return list(name, Double.class);
  }

  private <T> List<T> list(String name, Class<T> type) {
    return values.get(name) instanceof List<?> list && list.stream().allMatch(type::isInstance)
        ? list.stream().map(type::cast).toList()
        : List.of();
  }
}
