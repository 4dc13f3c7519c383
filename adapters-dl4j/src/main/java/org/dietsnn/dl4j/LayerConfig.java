package org.dietsnn.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The configuration of one layer, each setting read as what it must be. */
final class LayerConfig {
  private static final String CLASS = "@class";
  private static final int LARGEST = 1 << 24;

  private final Dl4jFile file;
  private final String name;
  private final JsonNode json;

  /**
   * A configuration.
   *
   * @param name of the layer, for messages
   * @param json an object; null for none
   */
  LayerConfig(Dl4jFile file, String name, JsonNode json) {
    this.file = file;
    this.name = name;
    this.json = json == null || json.isNull() ? MissingNode.getInstance() : json;
  }

  /** The last part of the name of its class, which is never loaded; empty if there is none. */
  String type() {
    String type = json.path(CLASS).asText("");
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** The last part of the name of the class of its activation function. */
  LayerConfig activation() {
    return new LayerConfig(file, name, json.get("activationFn"));
  }

  int integer(String setting) {
    JsonNode value = json.path(setting);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < 0
        || value.intValue() > LARGEST) {
      throw file.damaged(
          "%s of layer %s must be a whole number of at most %d, found %s"
              .formatted(setting, name, LARGEST, value));
    }
    return value.intValue();
  }

  double number(String setting) {
    JsonNode value = json.path(setting);
    if (!value.isNumber()) {
      throw file.damaged(
          "%s of layer %s must be a number, found %s".formatted(setting, name, value));
    }
    return value.doubleValue();
  }

  /** A number; 0 if it is not set. */
  double numberOrZero(String setting) {
    return json.path(setting).asDouble(0);
  }

  /** Yes or no; what is not set is no. */
  boolean flag(String setting) {
    return json.path(setting).asBoolean(false);
  }

  /** Yes or no. */
  boolean flag(String setting, boolean otherwise) {
    return json.path(setting).asBoolean(otherwise);
  }

  /** A word; empty if it is not set. */
  String word(String setting) {
    return json.path(setting).asText("");
  }

  /** The one number that is set for rows and columns alike. */
  int square(String setting) {
    JsonNode value = json.path(setting);
    boolean pair =
        value.isArray()
            && value.size() == 2
            && value.get(0).canConvertToInt()
            && value.get(1).canConvertToInt();
    if (!pair || value.get(0).intValue() < 0 || value.get(0).intValue() > LARGEST) {
      throw file.damaged(
          "%s of layer %s must be two whole numbers, found %s".formatted(setting, name, value));
    }
    if (value.get(0).intValue() != value.get(1).intValue()) {
      throw file.unsupported("%s of its layer %s is %s".formatted(setting, name, value));
    }
    return value.get(0).intValue();
  }

  /** Refuses images whose channels come last. */
  void requireChannelsFirst() {
    for (String setting : new String[] {"cnn2dDataFormat", "cnn2DFormat", "format"}) {
      if (word(setting).equals("NHWC")) {
        throw file.unsupported("its layer %s has channels last (NHWC)".formatted(name));
      }
    }
  }
}
