package org.dietsnn.cli.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What Jackson found wrong with a configuration, said in one sentence. */
final class ConfigComplaint {
  private final String key;
  private final String problem;

  ConfigComplaint(JsonMappingException e, JsonNode tree) {
    String path = path(e.getPath());
    if (e instanceof UnrecognizedPropertyException) {
      key = path;
      problem =
          "unknown key %s; the nearest known key is %s"
              .formatted(path, EditDistance.nearest(path, ConfigKeys.all()));
    } else if (e.getCause() instanceof InvalidSetting invalid) {
      key = path.isEmpty() ? invalid.key() : path + "." + invalid.key();
      problem = key + ": " + invalid.getMessage();
    } else {
      key = path;
      problem = "%s: expected %s, found %s".formatted(path, expected(e), found(tree, e.getPath()));
    }
  }

  /** The sentence, with the place of the key in front. */
  String at(Map<String, String> origins) {
    String place = null;
    for (String part = key; place == null && !part.isEmpty(); part = parent(part)) {
      place = origins.get(part);
    }
    return place == null ? problem : place + ": " + problem;
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      } else {
        path.append('[').append(reference.getIndex()).append(']');
      }
    }
    return path.toString();
  }

  private static String expected(JsonMappingException e) {
    Class<?> type = e instanceof MismatchedInputException m ? m.getTargetType() : null;
    if (type == null) {
      return "another value";
    }
    if (type == int.class || type == Integer.class || type == long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "a section with keys of its own";
  }

  private static String found(JsonNode tree, List<JsonMappingException.Reference> references) {
    JsonNode node = tree;
    for (JsonMappingException.Reference reference : references) {
      JsonNode inner =
          reference.getFieldName() != null
              ? node.get(reference.getFieldName())
              : node.get(reference.getIndex());
      if (inner == null) {
        break;
      }
      node = inner;
    }
    return node.isNull() ? "nothing" : node.toString();
  }
}
