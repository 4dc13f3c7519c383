package org.dietsnn.cpu.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorSumTest {

  @Test
  void sumsAnArrayWhoseLengthIsNoMultipleOfTheLanes() {
    float[] values = new float[37];
    IntStream.range(0, values.length).forEach(i -> values[i] = i);

    assertThat(VectorSum.sum(values)).isEqualTo(666f);
  }
}
