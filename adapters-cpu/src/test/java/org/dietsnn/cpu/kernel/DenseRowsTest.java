package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A dense synapse driven by one image, with blocks of its weights joined, against the definition.
 */
class DenseRowsTest {
  private static final int FRAMES = 3;
  private static final float VALUE = 1.25f;

  /** Where the weights begin: not at a line of the cache, nor at 0. */
  private static final int START = 5;

  static Stream<Arguments> denseSynapses() {
    List<ConvGeometry> several =
        List.of(
            Geometries.dense(70, 2, 3, 320),
            Geometries.pooledDense(33, 5, 4, 2, 200),
            Geometries.dense(9, 1, 1, 449));
    return Stream.concat(
        ConvolutionTest.synapses().filter(a -> ((ConvGeometry) a.get()[1]).isDense()),
        ConvolutionTest.synapses()
            .map(a -> a.get()[0])
            .distinct()
            .flatMap(name -> several.stream().map(g -> Arguments.of(name, g))));
  }

  @ParameterizedTest
  @MethodSource("denseSynapses")
  void bringsWhatTheInputsBringHoweverManyBlocksAreJoined(String name, ConvGeometry g) {
    FloatKernels kernels = KernelChoice.of(name).kernels();
    float[] weights = SynapseRun.random(new Random(5), g.weightLength());
    PackedWeights packed = packed(kernels, g, weights);
    float[] asPacked = packed.values().clone();
    EventListing listing = new EventConvolution(kernels, g).listing();
    DenseRows rows = new DenseRows(kernels, g);
    for (double density : new double[] {0, 0.02, 0.15, 0.5, 1}) {
      float[] spikes = spikes(g, density);
      EventList list = list(g, listing, spikes);
      double[] expected = new NaiveConvolution(g, FRAMES).forward(spikes, weights);

      float[] apart = forward(kernels, g, rows, list, packed, 1);
      for (int i = 0; i < apart.length; i++) {
        assertThat((double) apart[i]).isCloseTo(VALUE * expected[i], within(1e-4));
      }
      for (int together : new int[] {2, 3, 100}) {
        assertThat(forward(kernels, g, rows, list, packed, together)).isEqualTo(apart);
        assertThat(packed.values()).isEqualTo(asPacked);
      }
    }
  }

  @Test
  void refusesASynapseThatIsNotDense() {
    FloatKernels kernels = KernelChoice.of("plain").kernels();
    ConvGeometry g = Geometries.conv(3, 4, 4, 5, 3, 1, 1);

    assertThatThrownBy(() -> new DenseRows(kernels, g))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not dense");
  }

  /** Joins blocks, brings the currents of all outputs, and takes the blocks apart again. */
  private static float[] forward(
      FloatKernels kernels,
      ConvGeometry g,
      DenseRows rows,
      EventList list,
      PackedWeights packed,
      int together) {
    int width = kernels.blockColumns(g.channelsOut());
    int blocks = (g.channelsOut() + width - 1) / width;
    float[] out = new float[FRAMES * g.channelsOut()];
    for (int first = 0; first < blocks; first += together) {
      int count = Math.min(together, blocks - first);
      rows.join(packed, first, count);
      float[] some = new float[FRAMES * count * width];
      Arrays.fill(some, Float.NaN);
      rows.forward(list, VALUE, packed, first, count, some);
      rows.split(packed, first, count);
      int valid = Math.min(count * width, g.channelsOut() - first * width);
      for (int frame = 0; frame < FRAMES; frame++) {
        int from = frame * count * width;
        System.arraycopy(some, from, out, frame * g.channelsOut() + first * width, valid);
        assertThat(Arrays.copyOfRange(some, from + valid, from + count * width))
            .isEqualTo(new float[count * width - valid]);
      }
    }
    return out;
  }

  private static PackedWeights packed(FloatKernels kernels, ConvGeometry g, float[] weights) {
    Convolution dense = new Convolution(kernels, g, 1);
    // Room before and after, which nobody may touch.
    float[] values = SynapseRun.random(new Random(6), dense.packedLength() + START + 3);
    PackedWeights packed = new PackedWeights(values, START);
    Arrays.fill(values, START, START + dense.packedLength(), 0f);
    dense.packWeights(weights, 0, packed);
    return packed;
  }

  private static EventList list(ConvGeometry g, EventListing listing, float[] spikes) {
    int words = SpikeWords.perPixel(g.channelsIn());
    int frame = g.sourceHeight() * g.sourceWidth() * words;
    long[] bits = new long[FRAMES * frame];
    for (int i = 0; i < spikes.length; i++) {
      int channel = i % g.channelsIn();
      if (spikes[i] != 0) {
        bits[i / g.channelsIn() * words + channel / Long.SIZE] |= 1L << channel;
      }
    }
    EventList list = new EventList();
    boolean[] windows = new boolean[FRAMES];
    listing.list(bits, 0, frame, FRAMES, spikes.length, windows, 0, false, new SpikeNotes(), list);
    return list;
  }

  private static float[] spikes(ConvGeometry g, double density) {
    Random random = new Random(7);
    float[] spikes = new float[FRAMES * g.sourceLength()];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextDouble() < density ? 1 : 0;
    }
    return spikes;
  }
}
