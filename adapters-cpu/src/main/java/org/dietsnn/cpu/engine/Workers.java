package org.dietsnn.cpu.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Threads that share out independent tasks. Which thread runs a task is left to chance, so tasks
 * must write to disjoint places and never depend on who runs them.
 */
final class Workers {
  /** How long a thread outlives its last task: longer than any pause within a run. */
  private static final int IDLE_MILLISECONDS = 10_000;

  /**
   * How long a thread looks out for the next tasks, and the caller for the last of them, before it
   * goes to sleep: waking a thread takes about as long, and a layer of one image not much longer.
   */
  private static final long LOOKOUT_NANOS = 100_000;

  private static final Object LOOKING_OUT = new Object();

  private final int threads;
  private final long lookout;
  private final ThreadPoolExecutor pool;

  /**
   * What each helper does: null while it is away or busy, {@link #LOOKING_OUT}, or its next job.
   */
  private final AtomicReferenceArray<Object> seats;

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
    this.lookout = threads <= Runtime.getRuntime().availableProcessors() ? LOOKOUT_NANOS : 0;
    this.seats = new AtomicReferenceArray<>(threads);
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

  /** A range of items. */
  @FunctionalInterface
  interface Range {
    /**
     * Takes the items.
     *
     * @param from first item
     * @param to end of the items
     * @param worker number of the thread, for its scratch memory
     */
    void run(int from, int to, int worker);
  }

  /**
   * Cuts items into ranges of nearly equal size, of {@code most} items at most, as many for each
   * thread; how it is cut depends on the number of threads, so each item's result must not depend
   * on the cut.
   */
  void share(int items, int most, Range range) {
    int each = (items + threads * most - 1) / (threads * most);
    int ranges = Math.min(items, each * threads);
    run(
        ranges,
        (i, worker) ->
            range.run(
                (int) ((long) i * items / ranges), (int) ((i + 1L) * items / ranges), worker));
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
    Job job = new Job(count, task, helpers);
    int started = 0;
    try {
      while (started < helpers) {
        int helper = started + 1;
        if (!seats.compareAndSet(helper, LOOKING_OUT, job)) {
          pool.execute(() -> serve(helper, job));
        }
        started++;
      }
      job.drain(0);
    } catch (RuntimeException | Error e) {
      // No thread to be had. Those that have begun still write to the caller's arrays.
      job.fail(e);
      for (int missing = started; missing < helpers; missing++) {
        job.done.countDown();
      }
    }
    await(job.done);
    job.throwFailure();
  }

  /** Does a job, and those that are handed over soon after it. */
  private void serve(int helper, Job first) {
    Job job = first;
    while (job != null) {
      job.drain(helper);
      // Before the caller goes on, so that it finds this thread for its next job.
      seats.set(helper, LOOKING_OUT);
      job.done.countDown();
      job = lookOut(helper);
    }
  }

  private Job lookOut(int helper) {
    long end = System.nanoTime() + lookout;
    while (seats.get(helper) == LOOKING_OUT && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return seats.getAndSet(helper, null) instanceof Job job ? job : null;
  }

  /** Waits even if interrupted, because the tasks still write to the caller's arrays. */
  private void await(CountDownLatch done) {
    long end = System.nanoTime() + lookout;
    while (done.getCount() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
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

  /** Tasks that are being shared out. */
  private static final class Job {
    private final int count;
    private final Task task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch done;

    Job(int count, Task task, int helpers) {
      this.count = count;
      this.task = task;
      this.done = new CountDownLatch(helpers);
    }

    void drain(int worker) {
      try {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
          task.run(i, worker);
        }
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    /** Lets no further task begin. */
    void fail(Throwable e) {
      failure.compareAndSet(null, e);
      next.set(count);
    }

    void throwFailure() {
      if (failure.get() instanceof Error error) {
        throw error;
      }
      if (failure.get() != null) {
        throw (RuntimeException) failure.get();
      }
    }
  }
}
