package org.dietsnn.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named choice with parameters, written {@code name} or {@code name(key=value, key=value value)},
 * for example {@code cosine(warmup=0.05, end=0)}. Parameters left out have the defaults of the
 * catalogue.
 *
 * @param name one of the catalogue
 * @param parameters all parameters of that choice in the catalogue's order
 */
record Call(String name, Map<String, List<Double>> parameters) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([a-z0-9-]+)\\s*(?:\\(([^()]*)\\))?\\s*");

  /**
   * Parses a choice.
   *
   * @param key the setting, for messages
   * @param text what was written
   * @param catalogue the choices in their full form
   */
  static Call parse(String key, String text, List<String> catalogue) {
    Matcher matcher = FORM.matcher(text == null ? "" : text);
    InvalidSetting.unless(matcher.matches(), key, oneOf(catalogue), quoted(text));
    for (String choice : catalogue) {
      Matcher known = FORM.matcher(choice);
      if (known.matches() && known.group(1).equals(matcher.group(1))) {
        Map<String, List<Double>> parameters = parameters(key, choice, known.group(2));
        Map<String, List<Double>> given = parameters(key, text, matcher.group(2));
        InvalidSetting.unless(
            parameters.keySet().containsAll(given.keySet()), key, choice, quoted(text));
        parameters.putAll(given);
        return new Call(known.group(1), parameters);
      }
    }
    throw new InvalidSetting(key, oneOf(catalogue), quoted(text));
  }

  private static Map<String, List<Double>> parameters(String key, String text, String inside) {
    Map<String, List<Double>> parameters = new LinkedHashMap<>();
    if (inside == null || inside.isBlank()) {
      return parameters;
    }
    for (String part : inside.split(",")) {
      int equals = part.indexOf('=');
      InvalidSetting.unless(equals > 0, key, "parameters as name=value", quoted(text));
      List<Double> values = new ArrayList<>();
      for (String word : part.substring(equals + 1).strip().split("\\s+")) {
        values.add(number(key, word));
      }
      parameters.put(part.substring(0, equals).strip(), values);
    }
    return parameters;
  }

  private static double number(String key, String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new InvalidSetting(key, "a number", quoted(word));
    }
  }

  private static String oneOf(List<String> catalogue) {
    return "one of " + String.join(", ", catalogue);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /** The single value of a parameter. */
  double value(String parameter) {
    return parameters.get(parameter).get(0);
  }

  /** All values of a parameter. */
  List<Double> values(String parameter) {
    return parameters.get(parameter);
  }

  /** The full form, from which it can be parsed again. */
  @Override
  public String toString() {
    if (parameters.isEmpty()) {
      return name;
    }
    List<String> parts = new ArrayList<>();
    parameters.forEach(
        (parameter, values) -> {
          List<String> words = values.stream().map(Numbers::plain).toList();
          parts.add(parameter + "=" + String.join(" ", words));
        });
    return name + "(" + String.join(", ", parts) + ")";
  }
}
