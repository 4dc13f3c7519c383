package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {
  private static final int COUNT = 77;

  private final float[] x = SynapseRun.random(new Random(1), COUNT + 2);
  private final float[] y = SynapseRun.random(new Random(2), COUNT + 1);

  @ParameterizedTest
  @ValueSource(strings = {"vector", "plain"})
  void theRectifierPassesGradientsWhereItsInputWasPositive(String name) {
    float[] gradient = y.clone();

    KernelChoice.of(name).kernels().rectifyBack(COUNT, x, 2, gradient, 1);

    assertThat(gradient[0]).isEqualTo(y[0]);
    IntStream.range(0, COUNT)
        .forEach(i -> assertThat(gradient[1 + i]).isEqualTo(x[2 + i] > 0 ? y[1 + i] : 0f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "plain"})
  void zerosOfEitherSignAreNotCounted(String name) {
    float[] spikes = new float[COUNT];
    spikes[0] = 1f;
    spikes[1] = -0f;
    spikes[40] = 0.5f;
    spikes[COUNT - 1] = -2f;
    FloatKernels kernels = KernelChoice.of(name).kernels();

    assertThat(kernels.countNonZeros(spikes, 0, COUNT)).isEqualTo(3);
    assertThat(kernels.countNonZeros(spikes, 1, COUNT - 2)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "plain"})
  void elementwiseOperationsReadAndWriteAtTheirOffsets(String name) {
    FloatKernels kernels = KernelChoice.of(name).kernels();
    float[] result = y.clone();

    kernels.add(COUNT, x, 2, result, 1);
    kernels.addScaled(COUNT, 2f, x, 2, result, 1);
    kernels.multiply(COUNT, x, 1, result, 1);
    FloatArrays.scale(COUNT, 3f, result, 1);
    FloatArrays.rectify(COUNT, result, 1, result, 1);

    assertThat(result[0]).isEqualTo(y[0]);
    for (int i = 0; i < COUNT; i++) {
      float sum = y[1 + i] + x[2 + i] + 2f * x[2 + i];
      assertThat(result[1 + i]).isEqualTo(Math.max(0f, sum * x[1 + i] * 3f));
    }
  }
}
