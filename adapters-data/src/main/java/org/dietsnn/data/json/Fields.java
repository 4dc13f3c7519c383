package org.dietsnn.data.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The fields of a JSON object, each read as what it must be. Every method throws {@link
 * IllegalArgumentException} naming the field, what it must be and what was found.
 */
public final class Fields {
  /** As much of a wrong value as a message shows. */
  private static final int SHOWN = 60;

  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  private final String path;
  private final JsonNode node;

  private Fields(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /**
   * The fields of an object.
   *
   * @param path what the object is called in messages
   */
  public static Fields of(String path, JsonNode node) {
    return new Fields(path, require(node != null && node.isObject(), path, "an object", node));
  }

  /** A text. */
  public String text(String name) {
    return text(at(name), node.get(name));
  }

  /** Whether there is such a field. */
  public boolean has(String name) {
    return node.has(name);
  }

  /** A whole number of 32 bits. */
  public int integer(String name) {
    return integer(at(name), node.get(name));
  }

  /** A whole number of 64 bits. */
  public long longInteger(String name) {
    return longInteger(at(name), node.get(name));
  }

  /** A number, or one of the texts NaN, Infinity, -Infinity. */
  public double number(String name) {
    return number(at(name), node.get(name));
  }

  /** True or false. */
  public boolean flag(String name) {
    JsonNode value = node.get(name);
    return require(value != null && value.isBoolean(), at(name), "true or false", value)
        .booleanValue();
  }

  /** An object. */
  public Fields object(String name) {
    return of(at(name), node.get(name));
  }

  /** A list of objects. */
  public List<Fields> objects(String name) {
    return list(name, element -> of(at(name), element));
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    return list(name, element -> text(at(name), element));
  }

  /** A list of numbers. */
  public List<Double> numbers(String name) {
    return list(name, element -> number(at(name), element));
  }

  /** A list of whole numbers of 32 bits. */
  public List<Integer> integers(String name) {
    return list(name, element -> integer(at(name), element));
  }

  /** A list of whole numbers of 64 bits. */
  public List<Long> longIntegers(String name) {
    return list(name, element -> longInteger(at(name), element));
  }

  /** All fields, each of which must be a text, in order. */
  public Map<String, String> allTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties()
        .forEach(field -> texts.put(field.getKey(), text(at(field.getKey()), field.getValue())));
    return texts;
  }

  private <T> List<T> list(String name, Function<JsonNode, T> read) {
    JsonNode value = node.get(name);
    List<T> list = new ArrayList<>();
    require(value != null && value.isArray(), at(name), "a list", value)
        .forEach(element -> list.add(read.apply(element)));
    return list;
  }

  private String at(String name) {
    return path + "." + name;
  }

  private static String text(String path, JsonNode value) {
    return require(value != null && value.isTextual(), path, "a text", value).textValue();
  }

  private static int integer(String path, JsonNode value) {
    boolean whole = value != null && value.isIntegralNumber() && value.canConvertToInt();
    return require(whole, path, "a whole number", value).intValue();
  }

  private static long longInteger(String path, JsonNode value) {
    boolean whole = value != null && value.isIntegralNumber() && value.canConvertToLong();
    return require(whole, path, "a whole number", value).longValue();
  }

  private static double number(String path, JsonNode value) {
    Double special = value == null ? null : NOT_FINITE.get(value.asText());
    if (special != null) {
      return special;
    }
    return require(value != null && value.isNumber(), path, "a number", value).doubleValue();
  }

  private static JsonNode require(boolean holds, String path, String expected, JsonNode found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s must be %s, found %s".formatted(path, expected, shown(found)));
    }
    return found;
  }

  private static String shown(JsonNode found) {
    if (found == null) {
      return "nothing";
    }
    String text = found.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
