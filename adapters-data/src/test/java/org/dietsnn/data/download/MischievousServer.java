package org.dietsnn.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A local server that answers each request as its next trick says, and honestly when out of tricks.
 */
final class MischievousServer implements AutoCloseable {
  /** What one request meets. */
  @FunctionalInterface
  interface Trick {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final byte[] content;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Trick> tricks = new ArrayDeque<>();
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closed = new CountDownLatch(1);
  private Trick always;

  /** Its version of the file, as ETag. */
  volatile String version = "\"1\"";

  MischievousServer(byte[] content) throws IOException {
    this.content = content;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  MischievousServer next(Trick... more) {
    tricks.addAll(Arrays.asList(more));
    return this;
  }

  MischievousServer always(Trick trick) {
    always = trick;
    return this;
  }

  /** The Range header of each request so far, or "-". */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private synchronized Trick trick() {
    Trick trick = tricks.poll();
    if (trick != null) {
      return trick;
    }
    return always == null ? honest() : always;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "-" : range);
    try (exchange) {
      trick().answer(exchange);
    }
  }

  Trick honest() {
    return exchange -> send(exchange, content, content.length);
  }

  /** Ends the connection after so many bytes. */
  Trick dropAfter(int bytes) {
    return exchange -> send(exchange, content, bytes);
  }

  /** Sends nothing more after so many bytes, without ending the connection. */
  Trick stallAfter(int bytes) {
    return exchange -> {
      send(exchange, content, bytes);
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  Trick ignoringRange(int bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** Sends other bytes of the same length. */
  Trick corrupted() {
    byte[] other = content.clone();
    other[other.length / 2] ^= 1;
    return exchange -> send(exchange, other, other.length);
  }

  Trick claiming(long length, int bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, length);
      exchange.getResponseBody().write(content, 0, bytes);
      // A server that breaks off may otherwise keep what it has not sent yet.
      exchange.getResponseBody().flush();
    };
  }

  /** Without telling a length, more than the file has. */
  Trick endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      for (int i = 0; i < 100; i++) {
        out.write(content);
      }
    };
  }

  static Trick status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Trick redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** A part from elsewhere than asked for. */
  Trick wrongPart() {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Range", "bytes 0-9/" + content.length);
      exchange.sendResponseHeaders(206, 10);
      exchange.getResponseBody().write(content, 0, 10);
    };
  }

  /** Sends the first bytes of what is asked for. */
  private void send(HttpExchange exchange, byte[] bytes, int most) throws IOException {
    exchange.getResponseHeaders().add("ETag", version);
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    int from = 0;
    if (range != null && (condition == null || condition.equals(version))) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
      exchange.sendResponseHeaders(206, bytes.length - from);
    } else {
      exchange.sendResponseHeaders(200, bytes.length);
    }
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, from, Math.min(most, bytes.length - from));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
