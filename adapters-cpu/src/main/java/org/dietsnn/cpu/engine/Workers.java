package org.dietsnn.cpu.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that share out independent tasks. Which thread runs a task is left to chance, so tasks
 * must write to disjoint places and never depend on who runs them.
 */
final class Workers {
  private final int threads;
  private final ExecutorService pool;

  /** The calling thread and {@code threads - 1} daemon threads. */
  Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ", must be >= 1");
    }
    this.threads = threads;
    AtomicInteger number = new AtomicInteger();
    this.pool =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1,
                task -> {
                  Thread thread = new Thread(task, "dietsnn-cpu-" + number.incrementAndGet());
                  thread.setDaemon(true);
                  return thread;
                });
  }

  int threads() {
    return threads;
  }

  /** One task. */
  @FunctionalInterface
  interface Task {
    /**
     * Runs the task.
     *
     * @param index number of the task
     * @param worker number of the thread, for its scratch memory
     */
    void run(int index, int worker);
  }

  /** Runs tasks 0 .. count-1 and returns when all are done; throws what a task threw first. */
  synchronized void run(int count, Task task) {
    int helpers = Math.min(threads, count) - 1;
    if (helpers <= 0) {
      for (int i = 0; i < count; i++) {
        task.run(i, 0);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(helpers);
    for (int w = 1; w <= helpers; w++) {
      int worker = w;
      pool.execute(
          () -> {
            drain(next, count, task, worker, failure);
            done.countDown();
          });
    }
    drain(next, count, task, 0, failure);
    await(done);
    if (failure.get() instanceof Error error) {
      throw error;
    }
    if (failure.get() != null) {
      throw (RuntimeException) failure.get();
    }
  }

  private static void drain(
      AtomicInteger next, int count, Task task, int worker, AtomicReference<Throwable> failure) {
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        task.run(i, worker);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(count);
    }
  }

  /** Waits even if interrupted, because the tasks still write to the caller's arrays. */
  private static void await(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
