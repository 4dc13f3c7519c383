package org.dietsnn.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * Configuration put together from layers: defaults, then a file, then flags; a later layer wins key
 * by key. Remembers where each value came from, so that a message can point there. A key with
 * nothing behind it leaves the value as it was.
 */
public final class ConfigLayers {
  private final ObjectNode tree = Yaml.MAPPER.valueToTree(RunConfig.defaults());
  private final Map<String, String> origins = new HashMap<>();

  /** Puts a file on top. */
  public ConfigLayers file(Path file) {
    return on(ConfigFile.read(file));
  }

  /** Puts a bundled configuration on top, for example {@code quickstart.yaml}. */
  public ConfigLayers preset(String resource) {
    try (InputStream stream = ConfigLayers.class.getResourceAsStream(resource)) {
      return on(
          ConfigFile.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts one value on top.
   *
   * @param key full key such as {@code ann.epochs}
   * @param text the value as written; several values of a list are separated by commas or spaces
   * @param origin what to call the place in a message, for example {@code --epochs}
   */
  public ConfigLayers value(String key, String text, String origin) {
    ObjectNode section = tree;
    String[] words = key.split("\\.");
    for (int i = 0; i < words.length - 1; i++) {
      section =
          section.get(words[i]) instanceof ObjectNode inner ? inner : section.putObject(words[i]);
    }
    origins.put(key, origin);
    section.set(words[words.length - 1], ConfigKeys.node(key, text));
    return this;
  }

  private ConfigLayers on(ConfigFile file) {
    merge(tree, file.tree());
    origins.putAll(file.origins());
    return this;
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      JsonNode present = into.get(entry.getKey());
      if (present instanceof ObjectNode section && entry.getValue() instanceof ObjectNode inner) {
        merge(section, inner);
      } else if (!isEmpty(entry.getValue()) || present == null) {
        into.set(entry.getKey(), entry.getValue());
      }
    }
  }

  /** A key with nothing behind it, which the YAML parser gives as an empty text. */
  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.asText().isEmpty());
  }

  /**
   * The configuration.
   *
   * @throws FailureException naming the key, where it stands, what was expected and what was found
   */
  public RunConfig build() {
    try {
      // The published dense layers follow the net unless dense layers were chosen with it.
      if (origins.containsKey("net.layers") && !origins.containsKey("net.dense")) {
        ((ObjectNode) tree.get("net")).putNull("dense");
      }
      return Yaml.MAPPER.treeToValue(tree, RunConfig.class);
    } catch (JsonMappingException e) {
      throw new FailureException(FailureKind.USAGE, new ConfigComplaint(e, tree).at(origins), e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a configuration as a YAML file that can be read again. */
  public static String toYaml(RunConfig config) {
    try {
      return Yaml.MAPPER.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All keys with their values in a configuration, as they would be written. */
  public static Map<String, String> flattened(RunConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    flatten("", Yaml.MAPPER.valueToTree(config), values);
    return values;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        flatten(prefix + entry.getKey() + ".", value, values);
      } else {
        values.put(prefix + entry.getKey(), text(value));
      }
    }
  }

  private static String text(JsonNode value) {
    if (value instanceof ArrayNode list) {
      StringBuilder text = new StringBuilder();
      list.forEach(item -> text.append(text.isEmpty() ? "" : " ").append(item.asText()));
      return text.toString();
    }
    return value.isNull() ? "" : value.asText();
  }
}
