package org.dietsnn.dl4j;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;

/**
 * Reads an array as ND4J 1.0.0 writes it: two buffers, the first of whole numbers that tell rank
 * and dimensions, the second of the elements. A buffer is a text (how it was allocated), the number
 * of its elements, a text (their type) and the elements, most significant byte first.
 */
final class ArrayReader {
  private static final String ALLOCATION = "MIXED_DATA_TYPES";
  private static final int LONGEST_SHAPE = 100;

  /** Zipped numbers are hardly shorter than plain ones, but those of an untrained network are. */
  private static final long LARGEST_RATIO = 64;

  private final Dl4jFile file;
  private final DataInputStream stream;
  private final long fileBytes;

  ArrayReader(Dl4jFile file, DataInputStream stream, long fileBytes) {
    this.file = file;
    this.stream = stream;
    this.fileBytes = fileBytes;
  }

  /**
   * Reads an array of one row.
   *
   * @throws org.dietsnn.application.failure.FailureException if it is none, or longer than the file
   *     can hold
   */
  float[] vector() throws IOException {
    try {
      long length = shape();
      checkAllocation();
      long elements = stream.readLong();
      String type = stream.readUTF();
      if (elements != length) {
        throw file.damaged(
            "its parameters are %d by their shape and %d by their number"
                .formatted(length, elements));
      }
      return switch (type) {
        case "FLOAT" -> floats(count(elements, Float.BYTES));
        case "DOUBLE" -> doubles(count(elements, Double.BYTES));
        default -> throw file.unsupported("its parameters are of type " + type);
      };
    } catch (EOFException | UTFDataFormatException e) {
      throw file.damaged("its parameters end early or are none", e);
    }
  }

  /** The number of elements that the dimensions make. */
  private long shape() throws IOException {
    checkAllocation();
    long length = stream.readLong();
    String type = stream.readUTF();
    if (!type.equals("LONG") || length < 1 || length > LONGEST_SHAPE) {
      throw file.damaged(
          "the shape of its parameters is %d numbers of type %s".formatted(length, type));
    }
    long[] information = new long[(int) length];
    for (int i = 0; i < information.length; i++) {
      information[i] = stream.readLong();
    }
    long rank = information[0];
    if (rank < 0 || 1 + rank > information.length) {
      throw file.damaged("its parameters have %d dimensions".formatted(rank));
    }
    long elements = 1;
    for (int i = 1; i <= rank; i++) {
      long size = information[i];
      if (size < 1 || size > Integer.MAX_VALUE || elements * size > Integer.MAX_VALUE) {
        throw file.damaged("its parameters have a dimension of %d".formatted(size));
      }
      elements *= size;
    }
    return elements;
  }

  private void checkAllocation() throws IOException {
    String allocation = stream.readUTF();
    if (!allocation.equals(ALLOCATION)) {
      throw file.unsupported(
          "its parameters are laid out as %s, by a version before 1.0.0-beta4"
              .formatted(allocation.replaceAll("[^A-Z_]", "?")));
    }
  }

  private int count(long elements, int bytes) {
    if (elements * bytes > LARGEST_RATIO * fileBytes) {
      throw file.damaged(
          "it claims %d parameters in a file of %d bytes".formatted(elements, fileBytes));
    }
    return (int) elements;
  }

  private float[] floats(int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = stream.readFloat();
    }
    return values;
  }

  private float[] doubles(int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) stream.readDouble();
    }
    return values;
  }
}
