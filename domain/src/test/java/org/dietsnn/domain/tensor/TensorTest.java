package org.dietsnn.domain.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void copiesWhatGoesInAndWhatComesOut() {
    float[] values = {1, 2};
    int[] shape = {2};
    Tensor tensor = Tensor.of(shape, values);
    values[0] = 7;
    shape[0] = 7;
    tensor.toFloats()[1] = 7;
    tensor.shape()[0] = 7;

    assertThat(tensor).isEqualTo(Tensor.of(new int[] {2}, new float[] {1, 2}));
  }

  @Test
  void theNumberOfValuesMustFitTheShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new int[] {2, 3}, new double[5]))
        .withMessage("shape [2, 3] needs 6 values, found 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.count(2, -1))
        .withMessageContaining("dimension = -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.count(1 << 16, 1 << 16))
        .withMessageContaining("2^31-1");
  }

  @Test
  void precisionsConvertByRoundingToNearest() {
    Tensor wide = Tensor.of(new int[] {2}, new double[] {0.1, 1e300});

    assertThat(wide.as(Precision.FLOAT64)).isSameAs(wide);
    assertThat(wide.as(Precision.FLOAT32).toFloats())
        .containsExactly(0.1f, Float.POSITIVE_INFINITY);
    assertThat(wide.as(Precision.FLOAT32)).isNotEqualTo(wide);
    assertThat(Tensor.scalar(0.1, Precision.FLOAT32).at(0)).isEqualTo(0.1f);
  }

  @Test
  void theFirstValueThatIsNotFiniteIsFound() {
    assertThat(Tensor.of(new int[] {3}, new double[] {0, Double.NaN, 0}).firstNonFinite())
        .isEqualTo(1);
    assertThat(Tensor.of(new int[] {0}, new double[0]).firstNonFinite()).isEqualTo(-1);
  }
}
