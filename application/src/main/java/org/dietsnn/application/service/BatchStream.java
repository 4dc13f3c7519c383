package org.dietsnn.application.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;

/**
 * The images of a set in a given order, batch by batch. If the set asks for it, other threads read
 * ahead: at most {@value #AHEAD} batches beyond the one that is being used, whatever the size of
 * the set. What comes out does not depend on the number of threads. Closing it ends the threads.
 * Not safe for use by several threads.
 */
final class BatchStream implements AutoCloseable {
  /** Batches that are read or being read while another one is used. */
  static final int AHEAD = 2;

  private static final int PATIENCE_SECONDS = 60;

  private final ImageSet set;
  private final Shape shape;
  private final Normalisation normalisation;
  private final int[] order;
  private final int batch;
  private final Look look;
  private final int ahead;
  private final List<Thread> threads = new ArrayList<>();
  private final ExecutorService readers;
  private final Deque<PendingBatch> pending = new ArrayDeque<>();
  private final LeftOut leftOut = new LeftOut();
  private int begun;
  private int visited;

  /**
   * A stream.
   *
   * @param model whose input population the images are for
   * @param order which images of the set; not modified
   * @param from where in the order it begins
   * @param batch images at a time; the last ones may be fewer
   * @param look how they are looked at, its draws those of the image at {@code from} next
   */
  BatchStream(ImageSet set, Model model, int[] order, int from, int batch, Look look) {
    this.set = set;
    this.shape = model.architecture().input();
    this.normalisation = model.normalisation();
    this.order = order;
    this.batch = batch;
    this.look = look;
    this.begun = from;
    this.visited = from;
    this.ahead = set.readers() == 0 ? 0 : AHEAD;
    this.readers = set.readers() == 0 ? new InCallersThread() : pool(set.readers());
  }

  /**
   * The next batch; empty at the end.
   *
   * @throws FailureException naming the first image in order that cannot be read, unless the set
   *     leaves out broken images
   */
  Optional<Batch> next() {
    while (visited < order.length) {
      while (begun < order.length && pending.size() <= ahead) {
        begin();
      }
      PendingBatch first = pending.remove();
      Optional<Batch> images = first.await(leftOut);
      visited += first.labels().length;
      if (images.isPresent()) {
        return images;
      }
    }
    return Optional.empty();
  }

  /** Images of the order that are behind, those left out included. */
  int visited() {
    return visited;
  }

  /** Images left out since the stream was opened. */
  LeftOut leftOut() {
    return leftOut;
  }

  private void begin() {
    int images = Math.min(batch, order.length - begun);
    int size = shape.neurons();
    float[] pixels = new float[Math.multiplyExact(images, size)];
    int[] labels = new int[images];
    List<Future<Optional<String>>> failures = new ArrayList<>(images);
    for (int i = 0; i < images; i++) {
      int index = order[begun + i];
      int offset = i * size;
      labels[i] = set.label(index);
      Look.Reading reading = look.next(index);
      failures.add(readers.submit(() -> read(reading, pixels, offset)));
    }
    begun += images;
    pending.add(new PendingBatch(shape, pixels, labels, failures));
  }

  private Optional<String> read(Look.Reading reading, float[] pixels, int offset) {
    try {
      reading.read(set, shape, pixels, offset);
    } catch (FailureException e) {
      if (set.leavesOutBroken() && e.kind() == FailureKind.BAD_DATA) {
        return Optional.of(e.getMessage());
      }
      throw e;
    }
    normalisation.apply(pixels, offset, shape.height() * shape.width());
    return Optional.empty();
  }

  private ExecutorService pool(int count) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "dietsnn-images-" + (threads.size() + 1));
          thread.setDaemon(true);
          threads.add(thread);
          return thread;
        });
  }

  /** Returns when the threads have ended; after a minute if a read does not let itself be ended. */
  @Override
  public void close() {
    readers.shutdownNow();
    try {
      if (readers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // A pool has terminated a moment before the last of its threads has ended.
        for (Thread thread : threads) {
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads when asked to. */
  private static final class InCallersThread extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
