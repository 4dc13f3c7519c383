package org.dietsnn.domain.tensor;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * An immutable dense array of float32 or float64 numbers, row-major, the last dimension varying
 * fastest. Two tensors are equal when shape, precision and every bit agree.
 *
 * <p>Weights use the layouts of the published checkpoints: convolution {@code [out][in][k][k]},
 * dense {@code [out][in]} with the inputs flattened channel by channel. Images are {@code
 * [n][channel][row][column]}.
 */
public final class Tensor {
  private final int[] shape;
  private final float[] floats;
  private final double[] doubles;

  private Tensor(int[] shape, float[] floats, double[] doubles) {
    this.shape = shape;
    this.floats = floats;
    this.doubles = doubles;
  }

  /**
   * A float32 tensor.
   *
   * @param shape dimensions, each at least 0; copied
   * @param values row-major values; copied
   * @throws IllegalArgumentException if the number of values is not the product of the dimensions
   */
  public static Tensor of(int[] shape, float[] values) {
    checkCount(shape, values.length);
    return new Tensor(shape.clone(), values.clone(), null);
  }

  /**
   * A float64 tensor.
   *
   * @param shape dimensions, each at least 0; copied
   * @param values row-major values; copied
   * @throws IllegalArgumentException if the number of values is not the product of the dimensions
   */
  public static Tensor of(int[] shape, double[] values) {
    checkCount(shape, values.length);
    return new Tensor(shape.clone(), null, values.clone());
  }

  /**
   * A float32 tensor whose values are written where they stay, for tensors too large to be copied.
   *
   * @param shape dimensions, each at least 0; copied
   * @param fill writes the row-major values into an array of zeros, which it must not keep
   */
  public static Tensor filled(int[] shape, Consumer<float[]> fill) {
    float[] values = new float[count(shape)];
    fill.accept(values);
    return new Tensor(shape.clone(), values, null);
  }

  /** A one-element tensor of the given precision, the form of a threshold or a leak. */
  public static Tensor scalar(double value, Precision precision) {
    return precision == Precision.FLOAT32
        ? of(new int[] {1}, new float[] {(float) value})
        : of(new int[] {1}, new double[] {value});
  }

  /**
   * The number of elements of a tensor of this shape.
   *
   * @throws IllegalArgumentException for a negative dimension or more than 2^31-1 elements
   */
  public static int count(int... shape) {
    long count = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "dimension = " + dimension + " in shape " + Arrays.toString(shape) + ", must be >= 0");
      }
      count *= dimension;
      if (count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has more than 2^31-1 elements");
      }
    }
    return (int) count;
  }

  private static void checkCount(int[] shape, int values) {
    int expected = count(shape);
    if (expected != values) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " needs " + expected + " values, found " + values);
    }
  }

  /** The dimensions; a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of elements. */
  public int size() {
    return floats != null ? floats.length : doubles.length;
  }

  /** Whether the values are float32 or float64. */
  public Precision precision() {
    return floats != null ? Precision.FLOAT32 : Precision.FLOAT64;
  }

  /** The element at a row-major index. */
  public double at(int index) {
    return floats != null ? floats[index] : doubles[index];
  }

  /** The values as float32, rounded to nearest if need be; a copy. */
  public float[] toFloats() {
    if (floats != null) {
      return floats.clone();
    }
    float[] values = new float[doubles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) doubles[i];
    }
    return values;
  }

  /**
   * Copies some values as float32, rounded to nearest if need be.
   *
   * @param from the first of them, a row-major index
   * @param to where to write them; modified
   * @param start index of the first one written
   * @param count how many
   */
  public void copyTo(int from, float[] to, int start, int count) {
    if (floats != null) {
      System.arraycopy(floats, from, to, start, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[start + i] = (float) doubles[from + i];
    }
  }

  /** The values as float64; a copy. */
  public double[] toDoubles() {
    if (doubles != null) {
      return doubles.clone();
    }
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  /** This tensor in the given precision; itself if it already is. */
  public Tensor as(Precision precision) {
    if (precision == precision()) {
      return this;
    }
    return precision == Precision.FLOAT32
        ? new Tensor(shape, toFloats(), null)
        : new Tensor(shape, null, toDoubles());
  }

  /** The index of the first NaN or infinite element, or -1 if all are finite. */
  public int firstNonFinite() {
    for (int i = 0; i < size(); i++) {
      if (!Double.isFinite(at(i))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(floats, that.floats)
        && Arrays.equals(doubles, that.doubles);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(floats)) + Arrays.hashCode(doubles);
  }

  @Override
  public String toString() {
    return precision() + Arrays.toString(shape);
  }
}
