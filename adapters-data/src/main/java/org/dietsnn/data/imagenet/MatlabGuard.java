package org.dietsnn.data.imagenet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.InflaterInputStream;

/**
 * Whether a MATLAB file can hold what its numbers announce. The library that reads it takes memory
 * for what is announced, whatever the file's length.
 *
 * <p>The format is MATLAB 5: 128 bytes of header, then elements of a tag (type and length, or both
 * and up to four bytes of data in 8 bytes) and data padded to 8 bytes. An array is an element that
 * holds elements: flags, dimensions, name, and values or further arrays. See MathWorks, MAT-File
 * Format, chapter 1.
 */
final class MatlabGuard {
  private static final int HEADER = 128;
  private static final int TAG = 8;
  private static final int DIMENSIONS = 5;
  private static final int ARRAY = 14;
  private static final int COMPRESSED = 15;
  private static final int LAST_TYPE = 18;

  private static final int CELL = 1;
  private static final int STRUCT = 2;
  private static final int CHAR = 4;
  private static final int FIRST_NUMERIC = 6;
  private static final int LAST_NUMERIC = 15;

  /** 64 MiB, as much as an uncompressed file may have. */
  private static final int MOST_INFLATED = 1 << 26;

  /** Arrays within arrays; the development kit has two levels. */
  private static final int DEEPEST = 8;

  private MatlabGuard() {}

  /**
   * Looks through a file.
   *
   * @throws IOException saying what cannot be
   */
  static void check(byte[] file) throws IOException {
    if (file.length < HEADER) {
      throw new IOException("it is shorter than a header");
    }
    boolean little = file[HEADER - 2] == 'I' && file[HEADER - 1] == 'M';
    ByteBuffer content = ByteBuffer.wrap(file);
    content.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).position(HEADER);
    elements(content, 0);
  }

  /** Goes through elements to the end of the buffer. */
  private static void elements(ByteBuffer content, int depth) throws IOException {
    while (content.hasRemaining()) {
      Element element = Element.next(content);
      if (element.type() == ARRAY) {
        array(element.data(), depth);
      } else if (element.type() == COMPRESSED && depth == 0) {
        elements(inflated(element.data()), depth + 1);
      }
    }
  }

  private static void array(ByteBuffer data, int depth) throws IOException {
    if (depth > DEEPEST || !data.hasRemaining()) {
      require(depth <= DEEPEST, "arrays within arrays are too many");
      return;
    }
    int bytes = data.remaining();
    Element flags = Element.next(data);
    require(flags.data().remaining() == TAG, "the flags of an array are not 8 bytes");
    int kind = flags.data().getInt() & 0xFF;
    require(
        kind == CELL
            || kind == STRUCT
            || kind == CHAR
            || (FIRST_NUMERIC <= kind && kind <= LAST_NUMERIC),
        "it has an array of a kind that the development kit does not use");
    long count = count(Element.next(data), bytes);
    Element.next(data);
    if (kind == STRUCT) {
      Element length = Element.next(data);
      require(length.data().remaining() == Integer.BYTES, "the length of names is not one number");
      int nameLength = length.data().getInt();
      require(nameLength > 0, "names have no length");
      int fields = Element.next(data).data().remaining() / nameLength;
      require(count * fields * TAG <= data.remaining(), "it has fewer values than it announces");
    }
    elements(data, depth + 1);
  }

  /** Elements of an array. */
  private static long count(Element dimensions, int bytes) throws IOException {
    require(dimensions.type() == DIMENSIONS, "an array has no dimensions");
    long count = 1;
    boolean none = false;
    while (dimensions.data().remaining() >= Integer.BYTES) {
      int dimension = dimensions.data().getInt();
      require(dimension >= 0 && dimension <= bytes, "an array is larger than the file");
      none |= dimension == 0;
      count *= Math.max(1, dimension);
      require(none || count <= bytes, "an array is larger than the file");
      count = Math.min(count, bytes);
    }
    return none ? 0 : count;
  }

  private static ByteBuffer inflated(ByteBuffer data) throws IOException {
    byte[] packed = new byte[data.remaining()];
    ByteOrder order = data.order();
    data.get(packed);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      byte[] content = in.readNBytes(MOST_INFLATED + 1);
      require(content.length <= MOST_INFLATED, "it unpacks to more than 64 MiB");
      return ByteBuffer.wrap(content).order(order);
    }
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  /**
   * One element.
   *
   * @param data a view of its bytes
   */
  private record Element(int type, ByteBuffer data) {
    /** Reads one and leaves the buffer behind it. */
    static Element next(ByteBuffer content) throws IOException {
      require(content.remaining() >= TAG, "it ends within a tag");
      int first = content.getInt();
      boolean small = first >>> Short.SIZE != 0;
      int type = small ? first & 0xFFFF : first;
      int length = small ? first >>> Short.SIZE : content.getInt();
      require(type >= 1 && type <= LAST_TYPE, "it has an element of unknown type");
      require(!small || length <= Integer.BYTES, "a short element is too long");
      require(length >= 0 && length <= content.remaining(), "an element is longer than the file");
      ByteBuffer data = content.slice(content.position(), length).order(content.order());
      int occupied = small ? Integer.BYTES : type == COMPRESSED ? length : (length + 7) / 8 * 8;
      content.position(Math.min(content.limit(), content.position() + occupied));
      return new Element(type, data);
    }
  }
}
