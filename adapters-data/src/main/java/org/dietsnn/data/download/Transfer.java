package org.dietsnn.data.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.port.out.ProgressListener;

/** One attempt: a request, the redirects it meets, and as many bytes as come. */
final class Transfer {
  private static final int KILO = 1000;
  private static final int MOST_REDIRECTS = 5;

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18})");

  private final HttpClient client;
  private final Duration stall;
  private final PublishedFile file;
  private final PartialFile part;

  Transfer(HttpClient client, Duration stall, PublishedFile file, PartialFile part) {
    this.client = client;
    this.stall = stall;
    this.file = file;
    this.part = part;
  }

  /**
   * Adds what comes to the partial file.
   *
   * @throws TransferInterrupted if the file is not complete then
   */
  void run(URI from, ProgressListener progress) throws TransferInterrupted {
    URI address = from;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(address);
      try (TimedBody body = new TimedBody(response.body(), stall)) {
        Optional<URI> next = Redirect.of(address, response.statusCode(), response.headers());
        if (next.isEmpty()) {
          receive(response, body, progress);
          return;
        }
        address = next.get();
      }
    }
    throw new TransferInterrupted(
        String.format(Locale.ROOT, "more than %d redirects", MOST_REDIRECTS), false);
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI address)
      throws TransferInterrupted {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(stall)
            .header("User-Agent", "dietsnn")
            // The published bytes, not a packed form of them.
            .header("Accept-Encoding", "identity");
    long have = part.length();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      part.version().ifPresent(version -> request.header("If-Range", version));
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    } catch (IOException e) {
      throw unreachable(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransferInterrupted("interrupted", false, e);
    }
  }

  private TransferInterrupted unreachable(URI address, IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return new TransferInterrupted(
            "the name of %s cannot be resolved, so there is no network here or no such server"
                .formatted(address.getHost()),
            false,
            e);
      }
      if (cause instanceof SSLException) {
        return new TransferInterrupted(
            "no secure connection to %s: %s".formatted(address.getHost(), cause.getMessage()),
            false,
            e);
      }
    }
    if (e instanceof HttpConnectTimeoutException || e instanceof ConnectException) {
      return new TransferInterrupted(address.getAuthority() + " cannot be connected to", true, e);
    }
    if (e instanceof HttpTimeoutException) {
      return new TransferInterrupted(
          String.format(
              Locale.ROOT,
              "%s did not answer within %.1f s",
              address.getAuthority(),
              stall.toMillis() / 1e3),
          true,
          e);
    }
    return new TransferInterrupted(
        "the connection to %s broke (%s)".formatted(address.getAuthority(), e.getMessage()),
        true,
        e);
  }

  private void receive(
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response,
      TimedBody body,
      ProgressListener progress)
      throws TransferInterrupted {
    int status = response.statusCode();
    HttpHeaders headers = response.headers();
    if (status == RANGE_NOT_SATISFIABLE) {
      part.discard();
      throw new TransferInterrupted("the server has no such range, beginning anew", true);
    }
    if (status != OK && status != PARTIAL) {
      throw new TransferInterrupted(
          "the server answered " + HttpStatus.words(status), isPassing(status));
    }
    long start = status == PARTIAL ? requireSameRange(headers) : 0;
    requireSize(headers, file.size() - start);
    FileChannel channel = status == PARTIAL ? part.goOn() : part.begin(version(headers));
    try {
      copy(body, channel, start, progress);
    } finally {
      part.close(channel);
    }
  }

  private static boolean isPassing(int status) {
    return status >= SERVER_ERRORS
        || status == REQUEST_TIMEOUT
        || status == TOO_EARLY
        || status == TOO_MANY_REQUESTS;
  }

  /** A part of another length than the published file, or from elsewhere, is of another file. */
  private long requireSameRange(HttpHeaders headers) throws TransferInterrupted {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    long have = part.length();
    if (!range.matches()
        || Long.parseLong(range.group(1)) != have
        || Long.parseLong(range.group(2)) != file.size()) {
      part.discard();
      throw new TransferInterrupted("the server sent another part than asked for", true);
    }
    return have;
  }

  private void requireSize(HttpHeaders headers, long expected) throws TransferInterrupted {
    String told = headers.firstValue("Content-Length").orElse("");
    if (told.matches("\\d{1,18}") && Long.parseLong(told) != expected) {
      throw new TransferInterrupted(
          "the server announces %s bytes where %s has %s"
              .formatted(told, file.name(), Long.toString(expected)),
          false);
    }
  }

  private static Optional<String> version(HttpHeaders headers) {
    // A weak mark does not promise the same bytes and is not allowed in If-Range.
    return headers
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"));
  }

  private void copy(TimedBody body, FileChannel channel, long start, ProgressListener progress)
      throws TransferInterrupted {
    long total = start;
    for (Optional<ByteBuffer> next = body.next(); next.isPresent(); next = body.next()) {
      ByteBuffer bytes = next.get();
      total += bytes.remaining();
      if (total > file.size()) {
        throw new TransferInterrupted(
            String.format(
                Locale.ROOT,
                "the server sent more than the %d bytes of %s",
                file.size(),
                file.name()),
            false);
      }
      part.append(channel, bytes);
      progress.advance(total / KILO, "");
    }
    if (total < file.size()) {
      throw new TransferInterrupted("the server ended the transfer early", true);
    }
  }
}
