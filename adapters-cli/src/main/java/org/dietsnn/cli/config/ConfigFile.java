package org.dietsnn.cli.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.file.Presence;

/**
 * A configuration file: its tree, and where each key stands.
 *
 * @param tree as read
 * @param origins {@code FILE, line N} by full key
 */
record ConfigFile(ObjectNode tree, Map<String, String> origins) {

  /** Reads a file. */
  static ConfigFile read(Path file) {
    if (!Presence.ofFile(file)) {
      throw new FailureException(
          FailureKind.MISSING_INPUT, "configuration file %s is not there".formatted(file));
    }
    try {
      return parse(Files.readString(file), file.toString());
    } catch (JsonProcessingException e) {
      throw notYaml(e, file.toString());
    } catch (CharacterCodingException e) {
      throw new FailureException(
          FailureKind.USAGE,
          "configuration file %s holds bytes that are no UTF-8 text; save it as UTF-8"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "configuration file %s cannot be read: %s; check its permissions and the disk"
              .formatted(file, e),
          e);
    }
  }

  /** Parses a text that is known to be well formed, such as a bundled preset. */
  static ConfigFile parse(String text, String name) throws IOException {
    JsonNode tree = Yaml.MAPPER.readTree(text);
    if (tree == null || tree.isMissingNode() || tree.isNull()) {
      return new ConfigFile(Yaml.MAPPER.createObjectNode(), Map.of());
    }
    if (!(tree instanceof ObjectNode object)) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s: expected keys such as \"seed: 1\", found %s".formatted(name, tree));
    }
    return new ConfigFile(object, origins(text, name));
  }

  private static FailureException notYaml(JsonProcessingException e, String name) {
    String at = e.getLocation() == null ? "" : ", line " + Math.max(1, e.getLocation().getLineNr());
    // The parser quotes the text in indented lines between those that say what is wrong.
    String problem =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .collect(Collectors.joining(", "));
    return new FailureException(
        FailureKind.USAGE, "%s%s: not valid YAML: %s".formatted(name, at, problem), e);
  }

  private static Map<String, String> origins(String text, String name) throws IOException {
    Map<String, String> origins = new HashMap<>();
    Deque<String> path = new ArrayDeque<>();
    try (JsonParser parser = Yaml.MAPPER.createParser(text)) {
      String field = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case FIELD_NAME -> {
            field = parser.currentName();
            origins.putIfAbsent(
                joined(path, field), name + ", line " + parser.currentTokenLocation().getLineNr());
          }
          case START_OBJECT, START_ARRAY -> {
            path.addLast(field);
            field = "";
          }
          case END_OBJECT, END_ARRAY -> path.removeLast();
          default -> {}
        }
      }
    }
    return origins;
  }

  private static String joined(Deque<String> path, String field) {
    StringBuilder key = new StringBuilder();
    for (Iterator<String> words = path.iterator(); words.hasNext(); ) {
      String word = words.next();
      if (!word.isEmpty()) {
        key.append(word).append('.');
      }
    }
    return key.append(field).toString();
  }
}
