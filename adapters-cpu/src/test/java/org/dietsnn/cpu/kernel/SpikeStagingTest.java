package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpikeStagingTest {
  private static final float VALUE = 1.25f;
  private static final int FIRST_WORD = 2;

  @ParameterizedTest
  @MethodSource("synapses")
  void spikesBecomeWhatTheNumbersTheyStandForBecome(String name, ConvGeometry g) {
    Convolution convolution = new Convolution(KernelChoice.of(name).kernels(), g, 2);
    int pixels = g.sourceHeight() * g.sourceWidth();
    long[] bits = spikes(pixels, g.channelsIn());
    float[] numbers = new float[2 * g.sourceLength()];
    SpikeWords.unpack(pixels, g.channelsIn(), bits, FIRST_WORD, VALUE, numbers, g.sourceLength());
    int length = convolution.stages() ? convolution.stagedLength() / 2 : g.sourceLength();
    float[] expected = new float[2 * length];
    if (convolution.stages()) {
      convolution.stage(2, numbers, 0, expected);
    } else {
      expected = numbers;
    }
    Arrays.fill(expected, 0, length, Float.NaN);
    float[] staged = new float[2 * length];
    Arrays.fill(staged, Float.NaN);

    convolution.stageSpikes(1, bits, FIRST_WORD, VALUE, staged);

    assertThat(staged).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "plain"})
  void channelsAreCountedInBinary(String name) {
    Random random = new Random(5);
    for (int count : new int[] {1, 17, 61, 64}) {
      long ones = random.nextLong();
      long twos = random.nextLong();
      long fours = random.nextLong();
      float[] to = new float[70];
      Arrays.fill(to, -1);

      KernelChoice.of(name).kernels().unpack(ones, twos, fours, count, 0.5f, to, 3);

      for (int i = 0; i < to.length; i++) {
        int c = i - 3;
        long number = (ones >>> c & 1) + 2 * (twos >>> c & 1) + 4 * (fours >>> c & 1);
        assertThat(to[i]).isEqualTo(c >= 0 && c < count ? 0.5f * number : -1);
      }
    }
  }

  /** Of those of {@link ConvolutionTest} the ones that take spikes in this way. */
  static Stream<Arguments> synapses() {
    return ConvolutionTest.synapses()
        .filter(
            given -> {
              FloatKernels kernels = KernelChoice.of((String) given.get()[0]).kernels();
              return new Convolution(kernels, (ConvGeometry) given.get()[1], 2).stagesSpikes();
            });
  }

  /** Random words, without bits beyond the last channel. */
  private static long[] spikes(int pixels, int channels) {
    Random random = new Random(4);
    int words = SpikeWords.perPixel(channels);
    long[] bits = new long[FIRST_WORD + pixels * words];
    for (int i = FIRST_WORD; i < bits.length; i++) {
      int left = channels - (i - FIRST_WORD) % words * Long.SIZE;
      bits[i] = random.nextLong() >>> Math.max(0, Long.SIZE - left);
    }
    return bits;
  }
}
