package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkersTest {
  private static final int TASKS = 100;

  private final List<Thread> made = new ArrayList<>();

  private final ThreadFactory recording =
      task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
      };

  @Test
  void everyTaskRunsOnceWithTheScratchMemoryOfOneThread() {
    AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);
    AtomicIntegerArray busy = new AtomicIntegerArray(3);
    AtomicBoolean shared = new AtomicBoolean();

    new Workers(3)
        .run(
            TASKS,
            (index, worker) -> {
              shared.compareAndSet(false, busy.incrementAndGet(worker) > 1);
              runs.incrementAndGet(index);
              busy.decrementAndGet(worker);
            });

    for (int i = 0; i < TASKS; i++) {
      assertThat(runs.get(i)).isOne();
    }
    assertThat(shared).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 7, 3, 3",
    "2, 63, 12, 6",
    "2, 32, 48, 2",
    "2, 160, 48, 4",
    "3, 2, 5, 2",
    "3, 10, 1, 10",
    "2, 0, 4, 0"
  })
  void itemsAreSharedOutInRangesOfNearlyEqualSize(int threads, int items, int most, int ranges) {
    AtomicIntegerArray taken = new AtomicIntegerArray(items);
    Queue<Integer> sizes = new ConcurrentLinkedQueue<>();

    new Workers(threads)
        .share(
            items,
            most,
            (from, to, worker) -> {
              sizes.add(to - from);
              for (int i = from; i < to; i++) {
                taken.incrementAndGet(i);
              }
            });

    for (int i = 0; i < items; i++) {
      assertThat(taken.get(i)).as("item %d", i).isOne();
    }
    assertThat(sizes).hasSize(ranges);
    for (int size : sizes) {
      assertThat(size).isBetween(items / ranges, Math.min(most, (items + ranges - 1) / ranges));
    }
  }

  @Test
  void idleThreadsEndAndNewOnesBeginWithTheNextWork() throws InterruptedException {
    Workers workers = new Workers(3, 1, recording);
    workers.run(TASKS, (index, worker) -> {});

    for (Thread thread : List.copyOf(made)) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }

    AtomicInteger runs = new AtomicInteger();
    workers.run(TASKS, (index, worker) -> runs.incrementAndGet());
    assertThat(runs).hasValue(TASKS);
  }

  @Test
  void whereAThreadCannotBeStartedTheOthersAreAwaited() {
    AtomicInteger inside = new AtomicInteger();
    ThreadFactory onlyTwo =
        task -> {
          if (made.size() == 2) {
            throw new OutOfMemoryError("no more threads");
          }
          return recording.newThread(task);
        };
    Workers workers = new Workers(4, 1_000, onlyTwo);

    assertThatThrownBy(
            () ->
                workers.run(
                    TASKS,
                    (index, worker) -> {
                      inside.incrementAndGet();
                      pause();
                      inside.decrementAndGet();
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("no more threads");

    assertThat(inside).hasValue(0);
  }

  @Test
  void whatATaskThrowsReachesTheCaller() {
    assertThatThrownBy(
            () ->
                new Workers(2)
                    .run(
                        TASKS,
                        (index, worker) -> {
                          throw new IllegalStateException("task");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task");
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
