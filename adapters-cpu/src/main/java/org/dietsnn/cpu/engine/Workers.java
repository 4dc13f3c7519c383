package org.dietsnn.cpu.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that share out independent tasks. Which thread runs a task is left to chance, so tasks
 * must write to disjoint places and never depend on who runs them.
 */
final class Workers {
  /** How long a thread outlives its last task: longer than any pause within a run. */
  private static final int IDLE_MILLISECONDS = 10_000;

  private final int threads;
  private final ThreadPoolExecutor pool;

  /**
   * The calling thread and up to {@code threads - 1} daemon threads, which begin with work and end
   * some seconds after it.
   */
  Workers(int threads) {
    this(threads, IDLE_MILLISECONDS, numbered());
  }

  /**
   * As above.
   *
   * @param idleMilliseconds how long a thread outlives its last task
   * @param factory makes the threads
   */
  Workers(int threads, int idleMilliseconds, ThreadFactory factory) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ", must be >= 1");
    }
    this.threads = threads;
    this.pool =
        new ThreadPoolExecutor(
            Math.max(1, threads - 1),
            Math.max(1, threads - 1),
            idleMilliseconds,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            factory);
    pool.allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory numbered() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "dietsnn-cpu-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
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
    int started = 0;
    try {
      while (started < helpers) {
        int worker = started + 1;
        pool.execute(
            () -> {
              drain(next, count, task, worker, failure);
              done.countDown();
            });
        started++;
      }
      drain(next, count, task, 0, failure);
    } catch (RuntimeException | Error e) {
      // No thread to be had. Those that have begun still write to the caller's arrays.
      failure.compareAndSet(null, e);
      next.set(count);
      for (int missing = started; missing < helpers; missing++) {
        done.countDown();
      }
    }
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
