package org.dietsnn.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedirectTest {
  private static final URI SECURE = URI.create("https://example.org/a/set.bin");

  private static Optional<URI> redirect(URI from, String location) throws TransferInterrupted {
    return Redirect.of(
        from, 302, HttpHeaders.of(Map.of("Location", List.of(location)), (name, value) -> true));
  }

  @Test
  void givenASecureServerWhenItRedirectsToPlainHttpThenIsRefused() {
    assertThatThrownBy(() -> redirect(SECURE, "http://example.org/a/set.bin"))
        .isInstanceOf(TransferInterrupted.class)
        .hasMessage(
            "the server redirects to \"http://example.org/a/set.bin\", which is not secure while https://example.org/a/set.bin is")
        .extracting(e -> ((TransferInterrupted) e).worthRetrying())
        .isEqualTo(false);
  }

  @Test
  void givenOtherSecureServersAndRelativeNamesWhenRedirectedThenAreFollowed()
      throws TransferInterrupted {
    assertThat(redirect(SECURE, "https://mirror.example.org/x"))
        .contains(URI.create("https://mirror.example.org/x"));
    assertThat(redirect(SECURE, "../b/set.bin"))
        .contains(URI.create("https://example.org/b/set.bin"));
    assertThat(redirect(URI.create("http://example.org/"), "https://example.org/x"))
        .contains(URI.create("https://example.org/x"));
  }

  @Test
  void givenAnotherAnswerWhenLookedAtThenIsNoRedirect() throws TransferInterrupted {
    assertThat(Redirect.of(SECURE, 200, HttpHeaders.of(Map.of(), (name, value) -> true))).isEmpty();
  }
}
