package org.dietsnn.data.download;

import java.util.Map;

/** What a server's answer means. */
final class HttpStatus {
  private static final Map<Integer, String> MEANINGS =
      Map.of(
          401, "login needed",
          403, "forbidden",
          404, "no such file",
          407, "the proxy wants a login",
          410, "file is gone",
          429, "too many requests",
          500, "internal error",
          502, "bad gateway",
          503, "unavailable for now",
          504, "gateway timeout");

  private HttpStatus() {}

  static String words(int status) {
    String meaning = MEANINGS.get(status);
    return meaning == null ? Integer.toString(status) : status + " (" + meaning + ")";
  }
}
