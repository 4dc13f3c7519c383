package org.dietsnn.data.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import org.dietsnn.data.number.HalfPrecision;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Moves tensors between memory and a file through one buffer, little-endian, hashing all bytes on
 * the way. Not thread-safe.
 */
public final class TensorBytes {
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * Begins at the present position of a channel.
   *
   * @param digest updated with every byte written or read
   */
  public TensorBytes(FileChannel channel, MessageDigest digest) {
    this.channel = channel;
    this.digest = digest;
  }

  /** Writes the elements of a tensor. */
  public void write(Tensor tensor) throws IOException {
    if (tensor.precision() == Precision.FLOAT32) {
      write(tensor.toFloats());
    } else {
      write(tensor.toDoubles());
    }
  }

  /**
   * Reads the elements of a tensor.
   *
   * @param shape its dimensions; the file must have been found long enough for them
   * @throws EOFException if the file ends before
   */
  public Tensor read(int[] shape, Precision precision) throws IOException {
    int count = Tensor.count(shape);
    return precision == Precision.FLOAT32
        ? Tensor.of(shape, readFloats(count))
        : Tensor.of(shape, readDoubles(count));
  }

  /**
   * Reads the elements of a tensor of 16-bit numbers, widened to float32, which is exact.
   *
   * @param shape its dimensions; the file must have been found long enough for them
   * @param brain whether they are bfloat16, else IEEE 754 binary16
   * @throws EOFException if the file ends before
   */
  public Tensor readHalf(int[] shape, boolean brain) throws IOException {
    float[] values = new float[Tensor.count(shape)];
    int most = BUFFER / Short.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      ByteBuffer bytes = fill(count * Short.BYTES);
      for (int i = from; i < from + count; i++) {
        short bits = bytes.getShort();
        values[i] = brain ? HalfPrecision.bfloat16(bits) : HalfPrecision.half(bits);
      }
    }
    return Tensor.of(shape, values);
  }

  /** Leaves bytes out that no tensor is to be made of. */
  public void skip(long bytes) throws IOException {
    channel.position(channel.position() + bytes);
  }

  private void write(float[] values) throws IOException {
    int most = BUFFER / Float.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      buffer.clear().asFloatBuffer().put(values, from, count);
      drain(count * Float.BYTES);
    }
  }

  private void write(double[] values) throws IOException {
    int most = BUFFER / Double.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      buffer.clear().asDoubleBuffer().put(values, from, count);
      drain(count * Double.BYTES);
    }
  }

  private void drain(int bytes) throws IOException {
    digest.update(buffer.array(), 0, bytes);
    buffer.clear().limit(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private float[] readFloats(int total) throws IOException {
    float[] values = new float[total];
    int most = BUFFER / Float.BYTES;
    for (int from = 0; from < total; from += most) {
      int count = Math.min(most, total - from);
      fill(count * Float.BYTES).asFloatBuffer().get(values, from, count);
    }
    return values;
  }

  private double[] readDoubles(int total) throws IOException {
    double[] values = new double[total];
    int most = BUFFER / Double.BYTES;
    for (int from = 0; from < total; from += most) {
      int count = Math.min(most, total - from);
      fill(count * Double.BYTES).asDoubleBuffer().get(values, from, count);
    }
    return values;
  }

  private ByteBuffer fill(int bytes) throws IOException {
    buffer.clear().limit(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the file ended within a tensor");
      }
    }
    digest.update(buffer.array(), 0, bytes);
    return buffer.flip();
  }
}
