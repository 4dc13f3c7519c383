package org.dietsnn.data.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/** The one JSON reader and writer. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** One line of text; numbers that are not finite become the texts NaN, Infinity, -Infinity. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  /** As {@link #text} in ASCII, all other characters escaped. */
  public static byte[] ascii(JsonNode node) {
    try {
      return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  /**
   * Reads one JSON value.
   *
   * @throws IllegalArgumentException saying where the text stops being JSON or repeats a name
   */
  public static JsonNode parse(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid(e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not valid JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Reads one JSON value.
   *
   * @throws IllegalArgumentException saying where the text stops being JSON or repeats a name
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid(e);
    }
  }

  private static IllegalArgumentException invalid(JsonProcessingException cause) {
    String at =
        cause.getLocation() == null
            ? ""
            : String.format(Locale.ROOT, " at character %d", cause.getLocation().getColumnNr());
    return new IllegalArgumentException(
        "not valid JSON%s: %s".formatted(at, firstLine(cause.getOriginalMessage())), cause);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
