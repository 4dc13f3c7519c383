package org.dietsnn.data.download;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;

/** Where a server sends its client. */
final class Redirect {
  private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

  private Redirect() {}

  /**
   * The next address; empty if the answer is no redirect.
   *
   * @throws TransferInterrupted if the way leads from HTTPS to something else, or nowhere
   */
  static Optional<URI> of(URI from, int status, HttpHeaders headers) throws TransferInterrupted {
    if (!CODES.contains(status)) {
      return Optional.empty();
    }
    String location = headers.firstValue("Location").orElse("");
    URI next;
    try {
      next = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw refused(location, "which is no address", e);
    }
    boolean secure = "https".equalsIgnoreCase(next.getScheme());
    boolean plain = "http".equalsIgnoreCase(next.getScheme());
    if (location.isEmpty() || next.getHost() == null || !(secure || plain)) {
      throw refused(location, "which is no address of a web server", null);
    }
    if (plain && "https".equalsIgnoreCase(from.getScheme())) {
      throw refused(location, "which is not secure while %s is".formatted(from), null);
    }
    return Optional.of(next);
  }

  private static TransferInterrupted refused(String location, String why, Throwable cause) {
    return new TransferInterrupted(
        "the server redirects to \"%s\", %s".formatted(location.replaceAll("\\p{Cntrl}", "?"), why),
        false,
        cause);
  }
}
