package org.dietsnn.gpu.nd4j;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Owns device memory: what is taken from it lives until it is closed, and what has been given back
 * is another's next. Nothing is left to the garbage collector, which knows nothing of the memory of
 * a device. Not thread-safe.
 */
final class Arena implements AutoCloseable {
  private final List<INDArray> owned = new ArrayList<>();
  private final List<INDArray> free = new ArrayList<>();
  private final IdentityHashMap<INDArray, INDArray> taken = new IdentityHashMap<>();

  /**
   * A flat float32 array of any content.
   *
   * @param length elements, at least 1
   * @throws FailureException if the device has no more memory
   * @throws IllegalArgumentException for more elements than an array holds
   */
  INDArray take(long length) {
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an array of %d numbers is needed, ND4J's linear algebra takes %d; use fewer images or time steps at once"
              .formatted(length, Integer.MAX_VALUE));
    }
    INDArray best = null;
    for (INDArray candidate : free) {
      if (candidate.length() >= length && (best == null || candidate.length() < best.length())) {
        best = candidate;
      }
    }
    if (best == null) {
      best = allocated(length);
      owned.add(best);
    } else {
      INDArray chosen = best;
      free.removeIf(candidate -> candidate == chosen);
    }
    INDArray array = Views.flat(best, 0, length);
    taken.put(array, best);
    return array;
  }

  private static INDArray allocated(long length) {
    try {
      return Nd4j.createUninitializedDetached(DataType.FLOAT, length);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "ND4J cannot have %d MiB more on its device; use a smaller batch, fewer time steps or a smaller network"
              .formatted(((length * Float.BYTES) >> 20) + 1),
          e);
    }
  }

  /** Lets others have the memory of an array that has been taken. */
  void giveBack(INDArray array) {
    free.add(taken.remove(array));
  }

  /** Frees all memory at once; arrays that were taken must not be used any more. */
  @Override
  public void close() {
    owned.forEach(INDArray::close);
    owned.clear();
    free.clear();
    taken.clear();
  }
}
