package org.dietsnn.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys of a configuration and the types of their values, read off the records. */
final class ConfigKeys {
  private static final Map<String, Class<?>> TYPES = new LinkedHashMap<>();

  static {
    collect("", RunConfig.class);
  }

  private ConfigKeys() {}

  private static void collect(String prefix, Class<?> section) {
    for (RecordComponent component : section.getRecordComponents()) {
      String key =
          prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (component.getType().isRecord()) {
        collect(key + ".", component.getType());
      } else {
        TYPES.put(key, component.getType());
      }
    }
  }

  /** All keys in order. */
  static List<String> all() {
    return List.copyOf(TYPES.keySet());
  }

  /** A value written on the command line as the file would have it. */
  static JsonNode node(String key, String text) {
    Class<?> type = TYPES.get(key);
    if (type == List.class) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (String word : text.strip().split("[\\s,]+")) {
        if (!word.isEmpty()) {
          list.add(scalar(word));
        }
      }
      return list;
    }
    return type == String.class ? JsonNodeFactory.instance.textNode(text) : scalar(text.strip());
  }

  private static JsonNode scalar(String word) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (word.equals("true") || word.equals("false")) {
      return nodes.booleanNode(word.equals("true"));
    }
    try {
      return word.matches("[+-]?[0-9]{1,18}")
          ? nodes.numberNode(Long.parseLong(word))
          : nodes.numberNode(new BigDecimal(word));
    } catch (NumberFormatException e) {
      return nodes.textNode(word);
    }
  }
}
