package org.dietsnn.data.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.dietsnn.data.number.HalfPrecision;
import org.dietsnn.domain.tensor.Tensor;

/** The elements of a storage of floating-point numbers, and the tensors that are views of it. */
final class StorageValues {
  private static final int CHUNK = 1 << 16;

  private final float[] floats;
  private final double[] doubles;

  private StorageValues(float[] floats, double[] doubles) {
    this.floats = floats;
    this.doubles = doubles;
  }

  /**
   * Reads all elements; half precision is widened, which is exact.
   *
   * @param bytes has been found to have as many bytes as the storage needs
   */
  static StorageValues read(ByteCursor bytes, StorageReference storage, ByteOrder order)
      throws IOException {
    if (storage.count() > Integer.MAX_VALUE - 8) {
      throw new UnsupportedContent(
          String.format(
              Locale.ROOT,
              "a storage of %d elements (at most %d)",
              storage.count(),
              Integer.MAX_VALUE - 8));
    }
    int count = (int) storage.count();
    boolean wide = storage.type() == ElementType.FLOAT64;
    float[] floats = wide ? null : new float[count];
    double[] doubles = wide ? new double[count] : null;
    int each = storage.type().bytes();
    for (int from = 0; from < count; from += CHUNK) {
      int to = Math.min(count, from + CHUNK);
      ByteBuffer chunk = ByteBuffer.wrap(bytes.take((long) (to - from) * each)).order(order);
      for (int i = from; i < to; i++) {
        switch (storage.type()) {
          case FLOAT64 -> doubles[i] = chunk.getDouble();
          case FLOAT32 -> floats[i] = chunk.getFloat();
          case FLOAT16 -> floats[i] = HalfPrecision.half(chunk.getShort());
          case BFLOAT16 -> floats[i] = HalfPrecision.bfloat16(chunk.getShort());
          default -> throw new IllegalStateException("no floating-point type " + storage.type());
        }
      }
    }
    return new StorageValues(floats, doubles);
  }

  /** The elements of a view, row-major. */
  Tensor view(TensorReference tensor) {
    int[] shape = tensor.shape().stream().mapToInt(Math::toIntExact).toArray();
    int count = (int) tensor.count();
    int[] index = new int[shape.length];
    float[] someFloats = floats == null ? null : new float[count];
    double[] someDoubles = doubles == null ? null : new double[count];
    long at = tensor.storage().offset() + tensor.offset();
    for (int i = 0; i < count; i++) {
      if (someFloats != null) {
        someFloats[i] = floats[(int) at];
      } else {
        someDoubles[i] = doubles[(int) at];
      }
      for (int d = shape.length - 1; d >= 0; d--) {
        at += tensor.strides().get(d);
        if (++index[d] < shape[d]) {
          break;
        }
        at -= shape[d] * tensor.strides().get(d);
        index[d] = 0;
      }
    }
    return someFloats != null ? Tensor.of(shape, someFloats) : Tensor.of(shape, someDoubles);
  }
}
