package org.dietsnn.data.pytorch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Reads bytes in order and never believes that there are more than there are. */
final class ByteCursor {
  private final InputStream in;
  private long remaining;

  /**
   * A cursor.
   *
   * @param in buffered
   * @param length bytes that there are
   */
  ByteCursor(InputStream in, long length) {
    this.in = in;
    this.remaining = length;
  }

  long remaining() {
    return remaining;
  }

  int next() throws IOException {
    int found = remaining == 0 ? -1 : in.read();
    if (found < 0) {
      throw new EOFException("it ends too early");
    }
    remaining--;
    return found;
  }

  byte[] take(long count) throws IOException {
    if (count < 0 || count > remaining || count > Integer.MAX_VALUE - 8) {
      throw new EOFException(
          String.format(
              Locale.ROOT,
              "%s bytes are announced and %d are left",
              Long.toUnsignedString(count),
              remaining));
    }
    byte[] bytes = in.readNBytes((int) count);
    remaining -= bytes.length;
    if (bytes.length < count) {
      throw new EOFException("it ends too early");
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    if (count < 0 || count > remaining) {
      throw new EOFException(
          String.format(Locale.ROOT, "%d bytes are announced and %d are left", count, remaining));
    }
    in.skipNBytes(count);
    remaining -= count;
  }

  long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  double bigEndianDouble() throws IOException {
    return ByteBuffer.wrap(take(Double.BYTES)).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  String line(int most) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = next(); c != '\n'; c = next()) {
      if (text.length() == most) {
        throw new IllegalArgumentException("a name in it is longer than " + most + " characters");
      }
      text.append((char) c);
    }
    return text.toString();
  }
}
