package org.dietsnn.data.nir;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * Lets jHDF work on a file that may be damaged on purpose. It works on a copy in memory, so that no
 * address in the file leads out of it, and in a thread of its own, whose overflowing stack,
 * exhausted memory or endless loop becomes one sentence.
 */
final class Hdf5Guard {
  private static final long STACK_BYTES = 4L << 20;
  private static final long SECONDS = 60;
  private static final long BYTES_PER_SECOND = 1L << 20;

  /** The longest array of a Java runtime. */
  private static final long LARGEST_FILE = Integer.MAX_VALUE - 8L;

  private Hdf5Guard() {}

  /**
   * Reads a file.
   *
   * @param reading makes something of the open file and its size in bytes
   * @throws FailureException whatever jHDF throws, as one sentence
   */
  static <T> T read(NirFile file, BiFunction<HdfFile, Long, T> reading) {
    byte[] bytes = bytes(file);
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              try (HdfFile hdf = HdfFile.fromBytes(bytes)) {
                return reading.apply(hdf, (long) bytes.length);
              }
            });
    Thread thread = new Thread(null, task, "dietsnn-hdf5", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    long seconds = SECONDS + bytes.length / BYTES_PER_SECOND;
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failure(file, e.getCause());
    } catch (TimeoutException e) {
      thread.interrupt();
      throw file.damaged("reading it did not end within %d seconds".formatted(seconds), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          FailureKind.INPUT_OUTPUT, "reading %s was interrupted".formatted(file.path()), e);
    }
  }

  private static byte[] bytes(NirFile file) {
    try {
      long size = Files.size(file.path());
      if (size > LARGEST_FILE) {
        throw file.unsupported("it has %d bytes, more than 2^31-9".formatted(size));
      }
      return Files.readAllBytes(file.path());
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot read %s: %s; check its permissions".formatted(file.path(), e),
          e);
    }
  }

  private static FailureException failure(NirFile file, Throwable cause) {
    if (cause instanceof FailureException told) {
      return told;
    }
    for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
      if (reason instanceof UnsupportedHdfException) {
        return file.unsupported("it uses a part of HDF5 (%s)".formatted(reason.getMessage()));
      }
    }
    if (cause instanceof NoClassDefFoundError) {
      return file.unsupported("it is compressed by a method of which the decoder is left out");
    }
    if (cause instanceof StackOverflowError) {
      return file.damaged("its HDF5 structure leads back to itself", cause);
    }
    if (cause instanceof OutOfMemoryError) {
      return file.damaged("it claims more than the memory holds", cause);
    }
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return file.damaged("its HDF5 structure cannot be read (%s)".formatted(said), cause);
  }
}
