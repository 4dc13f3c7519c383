package org.dietsnn.data.download;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of an answer, one buffer after the other, with a limit on how long the next may take.
 * Closing breaks the transfer off. Not thread-safe.
 */
final class TimedBody implements AutoCloseable {
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  private final Duration stall;
  private volatile Flow.Subscription subscription;
  private boolean over;

  TimedBody(Flow.Publisher<List<ByteBuffer>> publisher, Duration stall) {
    this.stall = stall;
    publisher.subscribe(new Subscriber());
  }

  /**
   * The next bytes; empty if there are no more.
   *
   * @throws TransferInterrupted if the connection breaks or nothing comes for too long
   */
  Optional<ByteBuffer> next() throws TransferInterrupted {
    while (ready.isEmpty() && !over) {
      take();
    }
    return Optional.ofNullable(ready.poll());
  }

  private void take() throws TransferInterrupted {
    Event event;
    try {
      event = events.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransferInterrupted("interrupted", false, e);
    }
    if (event == null) {
      throw new TransferInterrupted(
          String.format(
              Locale.ROOT, "the server stalled: nothing came for %.1f s", stall.toMillis() / 1e3),
          true);
    }
    if (event.failure() != null) {
      throw new TransferInterrupted(
          "the connection broke (%s)".formatted(event.failure().getMessage()),
          true,
          event.failure());
    }
    ready.addAll(event.bytes());
    over = event.last();
    if (!over) {
      subscription.request(1);
    }
  }

  @Override
  public void close() {
    if (!over && subscription != null) {
      subscription.cancel();
    }
  }

  /** Something that happened on the connection. */
  private record Event(List<ByteBuffer> bytes, boolean last, Throwable failure) {}

  /** Puts what happens into the queue, which holds one list of buffers at most. */
  private final class Subscriber implements Flow.Subscriber<List<ByteBuffer>> {
    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      events.add(new Event(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
      events.add(new Event(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
      events.add(new Event(List.of(), true, null));
    }
  }
}
