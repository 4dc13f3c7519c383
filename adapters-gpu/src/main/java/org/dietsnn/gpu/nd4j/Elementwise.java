package org.dietsnn.gpu.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseScalarOp;
import org.nd4j.linalg.api.ops.impl.reduce.longer.CountNonZero;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarSet;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Max;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One operation on the device per call, element by element, on flat arrays of equal length. The
 * last argument receives the result and may be one of the others. ND4J keeps the number of an
 * operation with a scalar in an array of its own; it is freed here at once.
 */
final class Elementwise {
  private Elementwise() {}

  /** result = 1 where x &gt; threshold, else 0. */
  static void step(INDArray x, double threshold, INDArray result) {
    run(new Step(x, result, threshold));
  }

  /** result = max(x, least). */
  static void atLeast(INDArray x, double least, INDArray result) {
    run(new RectifiedLinear(x, result, least));
  }

  /** result = x + number. */
  static void add(INDArray x, double number, INDArray result) {
    run(new ScalarAdd(x, null, result, number));
  }

  /** result = x * number. */
  static void scale(INDArray x, double number, INDArray result) {
    run(new ScalarMultiplication(x, null, result, number));
  }

  /** result = number - x. */
  static void subtractFrom(double number, INDArray x, INDArray result) {
    run(new ScalarReverseSubtraction(x, null, result, number));
  }

  /** result = number / x. */
  static void divide(double number, INDArray x, INDArray result) {
    run(new ScalarReverseDivision(x, null, result, number));
  }

  private static void run(BaseScalarOp operation) {
    // A second copy of the number, which ND4J would keep for good, one for each value it has had.
    operation.setExtraArgs(null);
    Nd4j.getExecutioner().exec(operation);
    operation.scalar().close();
  }

  /** result = |x|. */
  static void absolute(INDArray x, INDArray result) {
    Nd4j.getExecutioner().exec(new Abs(x, result));
  }

  /** result = x^2. */
  static void square(INDArray x, INDArray result) {
    Nd4j.getExecutioner().exec(new Square(x, result));
  }

  /** result = e^x. */
  static void exponential(INDArray x, INDArray result) {
    Nd4j.getExecutioner().exec(new Exp(x, result));
  }

  /** result = square root of x. */
  static void root(INDArray x, INDArray result) {
    Nd4j.getExecutioner().exec(new Sqrt(x, result));
  }

  /** result = x * y. */
  static void multiply(INDArray x, INDArray y, INDArray result) {
    Nd4j.exec(new MulOp(x, y, result));
  }

  /** result = x / y. */
  static void divide(INDArray x, INDArray y, INDArray result) {
    Nd4j.exec(new DivOp(x, y, result));
  }

  /** result = max(x, y). */
  static void greater(INDArray x, INDArray y, INDArray result) {
    Nd4j.exec(new Max(x, y, result));
  }

  /** result = x. */
  static void copy(INDArray x, INDArray result) {
    result.assign(x);
  }

  /** result = 0. */
  static void clear(INDArray result) {
    run(new ScalarSet(result, null, result, 0));
  }

  /** result = result + factor * x. */
  static void addScaled(double factor, INDArray x, INDArray result) {
    Nd4j.getBlasWrapper().level1().axpy(x.length(), factor, x, result);
  }

  /** The sum of x * y. */
  static double dot(INDArray x, INDArray y) {
    return Nd4j.getBlasWrapper().dot(x, y);
  }

  /** How many elements of x are not 0. */
  static long countNonZeros(INDArray x) {
    try (INDArray count = Nd4j.getExecutioner().exec(new CountNonZero(x))) {
      return count.getLong(0);
    }
  }
}
