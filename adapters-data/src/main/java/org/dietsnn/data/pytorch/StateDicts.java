package org.dietsnn.data.pytorch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dietsnn.application.format.TensorDescription;

/**
 * What was saved, put in order: dictionaries of tensors by name, and everything beside them as
 * text.
 */
final class StateDicts {
  private static final int MOST_FACTS = 100;
  private static final int LONGEST_FACT = 200;
  private static final int SHOWN_ITEMS = 40;

  /** What the outermost dictionary is called where there are others. */
  private static final String OUTERMOST = ".";

  private final Map<String, Map<String, TensorReference>> parts = new LinkedHashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  /**
   * Looks through what was saved: a dictionary of tensors, or a dictionary that has such
   * dictionaries among its values.
   *
   * @throws IllegalArgumentException if there is no tensor in it
   */
  StateDicts(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      throw new UnsupportedContent("%s that is no dictionary of tensors".formatted(kind(root)));
    }
    map.forEach(this::sort);
    Map<String, TensorReference> direct = tensors(map);
    boolean onlyNumbers = direct.values().stream().allMatch(tensor -> tensor.count() <= 1);
    if (parts.isEmpty() || !onlyNumbers) {
      direct.keySet().forEach(facts::remove);
      if (!direct.isEmpty()) {
        parts.put(parts.isEmpty() ? "" : OUTERMOST, direct);
      }
    }
    if (parts.isEmpty()) {
      throw new UnsupportedContent("a dictionary without a dictionary of tensors in it");
    }
  }

  private void sort(Object key, Object value) {
    Map<String, TensorReference> inner = value instanceof Map<?, ?> map ? tensors(map) : Map.of();
    if (inner.isEmpty()) {
      if (facts.size() < MOST_FACTS) {
        facts.put(limited(String.valueOf(key)), limited(text(value)));
      }
    } else {
      parts.put(String.valueOf(key), inner);
    }
  }

  private static Map<String, TensorReference> tensors(Map<?, ?> map) {
    Map<String, TensorReference> tensors = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (value instanceof TensorReference tensor) {
            tensors.put(String.valueOf(name), tensor);
          }
        });
    return tensors;
  }

  /**
   * Tensors by name, by the name of the dictionary they are in; empty if there is only one that has
   * no name.
   */
  Map<String, Map<String, TensorReference>> parts() {
    return parts;
  }

  /** Everything else, shortened. */
  Map<String, String> facts() {
    return facts;
  }

  static TensorDescription describe(String name, TensorReference tensor) {
    return new TensorDescription(name, tensor.storage().type().title(), tensor.shape());
  }

  /** One level deep only, so that nothing can make it long. */
  private static String text(Object value) {
    List<?> items =
        value instanceof List<?> list ? list : value instanceof Tuple tuple ? tuple.items() : null;
    return items == null
        ? item(value)
        : items.stream().limit(SHOWN_ITEMS).map(StateDicts::item).collect(Collectors.joining(" "));
  }

  private static String item(Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof TensorReference tensor) {
      return "%s tensor %s".formatted(tensor.storage().type().title(), tensor.shape());
    }
    boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
    return plain ? value.toString() : kind(value);
  }

  private static String kind(Object value) {
    if (value instanceof Map<?, ?> map) {
      return "a dictionary of " + map.size();
    }
    if (value instanceof List<?> list) {
      return "a list of " + list.size();
    }
    if (value instanceof Tuple tuple) {
      return "a tuple of " + tuple.size();
    }
    if (value instanceof TensorReference) {
      return "a single tensor";
    }
    return value instanceof PickleGlobal global ? global.name() : "an object";
  }

  private static String limited(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}", " ");
    return oneLine.length() <= LONGEST_FACT ? oneLine : oneLine.substring(0, LONGEST_FACT) + "...";
  }
}
