package org.dietsnn.data.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.run.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutatedCheckpointTest {
  private final SafetensorsRunStore store = new SafetensorsRunStore();
  private final Checkpoint original = Checkpoints.training();
  private byte[] whole;

  @TempDir Path folder;

  @BeforeEach
  void save() throws IOException {
    Path file = folder.resolve("whole");
    store.save(file, original);
    whole = Files.readAllBytes(file);
  }

  @Test
  void givenAnyHeaderByteFlippedWhenLoadedThenIsRefusedOrTheSame() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    int header = whole.length - dataBytes();
    int refused = 0;
    for (int at = 0; at < header; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      refused += refusedOrTheSame(changed, "bit flipped in byte " + at);
    }
    assertThat(refused).isGreaterThan(header * 9 / 10);
  }

  @Test
  void givenRandomBytesOverwrittenWhenLoadedThenIsRefusedOrTheSame() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    for (int trial = 0; trial < 2000; trial++) {
      byte[] changed = whole.clone();
      int times = 1 + random.nextInt(3);
      for (int i = 0; i < times; i++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      refusedOrTheSame(changed, "trial " + trial);
    }
  }

  @Test
  void givenTwoBytesSwappedInTheHeaderWhenLoadedThenIsRefusedOrTheSame() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    int header = whole.length - dataBytes();
    for (int trial = 0; trial < 1000; trial++) {
      byte[] changed = whole.clone();
      int at = 8 + random.nextInt(header - 9);
      byte kept = changed[at];
      changed[at] = changed[at + 1];
      changed[at + 1] = kept;
      refusedOrTheSame(changed, "bytes swapped at " + at);
    }
  }

  @Test
  void givenAnyTruncationWhenLoadedThenIsRefused() throws IOException {
    for (int length = 0; length < whole.length; length += length < 64 ? 1 : 7) {
      assertThat(refusedOrTheSame(Arrays.copyOf(whole, length), "first " + length + " bytes"))
          .isOne();
    }
  }

  /** Returns 1 if refused, 0 if loaded with the same content; fails otherwise. */
  private int refusedOrTheSame(byte[] bytes, String what) throws IOException {
    Path file = folder.resolve("changed");
    Files.write(file, bytes);
    try {
      assertThat(store.load(file)).as(what).isEqualTo(original);
      return 0;
    } catch (FailureException e) {
      assertThat(e.kind()).as(what + ": " + e.getMessage()).isEqualTo(FailureKind.BAD_DATA);
      assertThat(e.getMessage()).startsWith(file.toString());
      return 1;
    } catch (RuntimeException e) {
      return fail(what, e);
    }
  }

  private int dataBytes() {
    long elements =
        original.parameters().values().values().stream().mapToLong(t -> t.size()).sum()
            + original
                .training()
                .orElseThrow()
                .optimiserState()
                .orElseThrow()
                .values()
                .values()
                .stream()
                .mapToLong(t -> t.size())
                .sum();
    return (int) (elements * Float.BYTES);
  }
}
