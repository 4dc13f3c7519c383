package org.dietsnn.data.idx;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * An array of unsigned bytes: two zero bytes, the type 8, the number of dimensions, each dimension
 * in four bytes, most significant first, then the values. May be packed with gzip.
 *
 * @param dimensions sizes, the first that of the set
 * @param values row-major; shared, do not modify
 */
record IdxFile(List<Integer> dimensions, byte[] values) {
  private static final int BUFFER = 1 << 16;
  private static final int UNSIGNED_BYTES = 8;
  private static final int GZIP = 0x1F8B;

  /**
   * Reads a file.
   *
   * @param rank dimensions that it must have
   */
  static IdxFile read(Path file, int rank) {
    try (DataInputStream in = new DataInputStream(open(file))) {
      int magic = in.readInt();
      int expected = UNSIGNED_BYTES << 8 | rank;
      if (magic != expected) {
        throw bad(
            file,
            String.format(
                Locale.ROOT,
                "expected an idx file of unsigned bytes with %d dimensions (it begins with %08X), found %08X",
                rank,
                expected,
                magic));
      }
      List<Integer> dimensions = new ArrayList<>();
      long size = 1;
      for (int d = 0; d < rank; d++) {
        dimensions.add(in.readInt());
        size *= Math.max(0, dimensions.get(d));
        if (dimensions.get(d) < 1 || size > Integer.MAX_VALUE - BUFFER) {
          throw bad(
              file, "expected dimensions of 1 and more and at most 2 GiB, found " + dimensions);
        }
      }
      byte[] values = in.readNBytes((int) size);
      if (values.length < size || in.read() >= 0) {
        throw bad(
            file,
            String.format(
                Locale.ROOT,
                "is %s: its header %s says %d values, found %s",
                values.length < size ? "truncated" : "too long",
                dimensions,
                size,
                values.length < size ? values.length : "more"));
      }
      return new IdxFile(List.copyOf(dimensions), values);
    } catch (EOFException e) {
      throw bad(file, "is truncated: it ends within its header or its packed data");
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT, "cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    in.mark(2);
    boolean packed = (in.read() << 8 | in.read()) == GZIP;
    in.reset();
    return packed ? new BufferedInputStream(new GZIPInputStream(in), BUFFER) : in;
  }

  private static FailureException bad(Path file, String what) {
    return new FailureException(
        FailureKind.BAD_DATA, "%s: %s; download it again".formatted(file, what));
  }
}
