package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Augmentation;
import org.dietsnn.domain.network.Shape;
import org.junit.jupiter.api.Test;

class BatchStreamTest {
  private static final Model MODEL = Given.ann("2", new Shape(1, 3, 3));
  private static final int[] ORDER = IntStream.range(0, 37).map(i -> (i * 7) % 37).toArray();

  /** Images of their number; to train, of their number and a draw. Some are broken. */
  private static class Images implements ImageSet {
    private final int readers;
    private final Set<Integer> broken;
    private final boolean leavesOut;
    final AtomicInteger begun = new AtomicInteger();

    Images(int readers, boolean leavesOut, Integer... broken) {
      this.readers = readers;
      this.leavesOut = leavesOut;
      this.broken = Set.of(broken);
    }

    @Override
    public int size() {
      return ORDER.length;
    }

    @Override
    public int label(int index) {
      return index % 2;
    }

    @Override
    public void read(int index, float[] into, int offset) {
      begun.incrementAndGet();
      if (broken.contains(index)) {
        throw new FailureException(FailureKind.BAD_DATA, "image " + index + " is broken");
      }
      for (int i = 0; i < 9; i++) {
        into[offset + i] = index + 0.01f * i;
      }
    }

    @Override
    public void readForTraining(int index, RandomGenerator draws, float[] into, int offset) {
      read(index, into, offset);
      into[offset] = draws.nextFloat();
    }

    @Override
    public boolean leavesOutBroken() {
      return leavesOut;
    }

    @Override
    public int readers() {
      return readers;
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }

  private static Look training(int visited) {
    return new Look.Training(new Augmentation(1, true), 5, 3, visited);
  }

  private static List<Batch> all(ImageSet set, int from, Look look) {
    List<Batch> batches = new ArrayList<>();
    try (BatchStream stream = new BatchStream(set, MODEL, ORDER, from, 5, look)) {
      for (Optional<Batch> next = stream.next(); next.isPresent(); next = stream.next()) {
        batches.add(next.get());
      }
    }
    return batches;
  }

  private static void requireSame(List<Batch> found, List<Batch> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).images()).isEqualTo(expected.get(i).images());
      assertThat(found.get(i).labels()).isEqualTo(expected.get(i).labels());
    }
  }

  @Test
  void whatComesOutDoesNotDependOnTheNumberOfThreads() {
    List<Batch> one = all(new Images(0, false), 0, training(0));

    assertThat(one).hasSize(8);
    assertThat(one.get(7).size()).isEqualTo(2);
    for (int readers : new int[] {1, 2, 5}) {
      requireSame(all(new Images(readers, false), 0, training(0)), one);
    }
  }

  @Test
  void aStreamThatGoesOnInTheMiddleGivesWhatTheWholeOneGivesFromThereOn() {
    List<Batch> whole = all(new Images(2, false), 0, training(0));

    requireSame(all(new Images(2, false), 15, training(15)), whole.subList(3, whole.size()));
  }

  @Test
  void noMoreThanTwoBatchesAreReadAheadHoweverManyThereAre() throws InterruptedException {
    Images images = new Images(3, false);
    try (BatchStream stream = new BatchStream(images, MODEL, ORDER, 0, 5, training(0))) {
      for (int used = 1; used <= 5; used++) {
        stream.next();
        Thread.sleep(20);

        assertThat(images.begun.get()).isLessThanOrEqualTo((used + BatchStream.AHEAD) * 5);
      }
    }
  }

  @Test
  void theFirstImageInOrderThatIsBrokenIsNamedWhicheverThreadComesUponOneFirst() {
    for (int readers : new int[] {0, 1, 4}) {
      // In the order: 0 7 14 21 28 | 35 5 12 19 26 ...
      assertThatThrownBy(() -> all(new Images(readers, false, 26, 5, 33), 0, training(0)))
          .isInstanceOf(FailureException.class)
          .hasMessage("image 5 is broken");
    }
  }

  @Test
  void brokenImagesAreLeftOutAndCountedIfTheUserWantsIt() {
    Images images = new Images(2, true, 7, 28, 35, 5, 12, 19, 26);
    try (BatchStream stream = new BatchStream(images, MODEL, ORDER, 0, 5, new Look.Measuring())) {
      Batch first = stream.next().orElseThrow();
      assertThat(NumberedImages.numbers(first.images())).containsExactly(0, 14, 21);
      assertThat(first.labels()).containsExactly(0, 0, 1);
      assertThat(stream.visited()).isEqualTo(5);

      // Nothing is left of the second batch.
      Batch third = stream.next().orElseThrow();
      assertThat(NumberedImages.numbers(third.images())).containsExactly(33, 3, 10, 17, 24);
      assertThat(stream.visited()).isEqualTo(15);
      assertThat(stream.leftOut().count()).isEqualTo(7);
    }
  }

  @Test
  void aDiskThatFailsIsNoBrokenImage() {
    ImageSet failing =
        new Images(2, true) {
          @Override
          public void read(int index, float[] into, int offset) {
            throw new FailureException(FailureKind.INPUT_OUTPUT, "the disk fails");
          }
        };

    assertThatThrownBy(() -> all(failing, 0, new Look.Measuring())).hasMessage("the disk fails");
  }

  @Test
  void noThreadIsLeftWhenItIsClosed() {
    // Often, as a thread that is about to end would be seen only now and then.
    for (int i = 0; i < 200; i++) {
      BatchStream stream = new BatchStream(new Images(3, false), MODEL, ORDER, 0, 5, training(0));
      stream.next();
      assertThat(readingThreads()).isNotEmpty();

      stream.close();

      assertThat(readingThreads()).isEmpty();
    }
  }

  @Test
  void aThreadThatIsInterruptedWhileItWaitsForImagesDoesNotWaitForEver() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ImageSet stuck =
        new Images(1, false) {
          @Override
          public void read(int index, float[] into, int offset) {
            begun.incrementAndGet();
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new FailureException(FailureKind.INPUT_OUTPUT, "told to stop", e);
            }
          }
        };
    List<Throwable> failures = new ArrayList<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                all(stuck, 0, new Look.Measuring());
              } catch (FailureException e) {
                failures.add(e);
              }
            });
    waiting.start();
    while (((Images) stuck).begun.get() == 0) {
      Thread.onSpinWait();
    }

    waiting.interrupt();
    waiting.join();

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).hasMessage("interrupted while images were read");
  }

  private static List<String> readingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("dietsnn-images"))
        .toList();
  }
}
