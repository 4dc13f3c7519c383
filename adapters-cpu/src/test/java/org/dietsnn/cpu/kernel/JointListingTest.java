package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events of a dense synapse, listed for all images together, against the definition. */
class JointListingTest {
  private static final int IMAGES = 5;
  private static final int SETS = 3;
  private static final float VALUE = 1.25f;

  /** The set in which no image has spikes, if the density does not say otherwise. */
  private static final int SILENT = 1;

  static Stream<Arguments> denseSynapses() {
    return ConvolutionTest.synapses().filter(a -> ((ConvGeometry) a.get()[1]).isDense());
  }

  @ParameterizedTest
  @MethodSource("denseSynapses")
  void imagesListedTogetherReceiveWhatTheirInputsBring(String name, ConvGeometry g) {
    FloatKernels kernels = KernelChoice.of(name).kernels();
    float[] weights = SynapseRun.random(new Random(5), g.weightLength());
    Convolution dense = new Convolution(kernels, g, 1);
    PackedWeights packed = new PackedWeights(new float[dense.packedLength() + 5], 5);
    dense.packWeights(weights, 0, packed);
    EventConvolution events = new EventConvolution(kernels, g);
    for (double density : new double[] {0, 0.02, 0.15, 0.5, 1}) {
      float[] spikes = spikes(g, density);
      float[] initial = SynapseRun.random(new Random(6), IMAGES * SETS * g.channelsOut());
      EventList list = new EventList();
      long[] rows = new long[IMAGES];
      list(g, events, spikes, list, rows);

      // All images but the first, then that one; of the sets only those that there is room for.
      float[] out = initial.clone();
      add(g, events, list, packed, SETS, 1, IMAGES - 1, out);
      add(g, events, list, packed, SETS - 1, 0, 1, out);

      double[] expected = new NaiveConvolution(g, IMAGES * SETS).forward(spikes, weights);
      for (int i = 0; i < out.length; i++) {
        boolean noRoom = i / g.channelsOut() == SETS - 1;
        double brought = noRoom ? 0 : VALUE * expected[i];
        assertThat((double) out[i]).isCloseTo(initial[i] + brought, within(1e-4));
      }
      assertThat(rows).containsExactly(rows(g, spikes));
      assertThat(list.sums()).isEqualTo(Arrays.stream(rows).sum());
    }
  }

  /** Spikes of the images and sets, none in one of these but at density 1. */
  private static float[] spikes(ConvGeometry g, double density) {
    Random random = new Random(7);
    float[] spikes = new float[IMAGES * SETS * g.sourceLength()];
    for (int i = 0; i < spikes.length; i++) {
      boolean silent = i / g.sourceLength() % SETS == SILENT && density < 1;
      spikes[i] = !silent && random.nextDouble() < density ? 1 : 0;
    }
    return spikes;
  }

  /** Lists them with gaps between the images. */
  private static void list(
      ConvGeometry g, EventConvolution events, float[] spikes, EventList list, long[] rows) {
    int perPixel = SpikeWords.perPixel(g.channelsIn());
    int frame = g.sourceHeight() * g.sourceWidth() * perPixel;
    int image = SETS * frame + 3;
    long[] bits = new long[IMAGES * image];
    Arrays.fill(bits, -1L);
    for (int i = 0; i < IMAGES * SETS; i++) {
      int first = i / SETS * image + i % SETS * frame;
      Arrays.fill(bits, first, first + frame, 0L);
      for (int n = 0; n < g.sourceLength(); n++) {
        if (spikes[i * g.sourceLength() + n] != 0) {
          int channel = n % g.channelsIn();
          int word = first + n / g.channelsIn() * perPixel + channel / Long.SIZE;
          bits[word] |= 1L << channel;
        }
      }
    }
    Arrays.fill(rows, -1L);
    events.listing().listJointly(bits, frame, image, SETS, IMAGES, list, rows);
  }

  private static void add(
      ConvGeometry g,
      EventConvolution events,
      EventList list,
      PackedWeights packed,
      int sets,
      int first,
      int count,
      float[] out) {
    int width = events.blockColumns();
    int channels = g.channelsOut();
    float[] some = new float[2 + count * SETS * width];
    for (int block = 0; block * width < channels; block++) {
      int valid = Math.min(width, channels - block * width);
      for (int i = 0; i < count * SETS; i++) {
        int whole = (first * SETS + i) * channels + block * width;
        System.arraycopy(out, whole, some, 2 + i * width, valid);
      }
      for (int pass = 0; pass < events.listing().passes(); pass++) {
        events.addJointly(
            list,
            pass,
            SETS,
            sets,
            IMAGES,
            first,
            count,
            VALUE,
            packed,
            block,
            some,
            2,
            width,
            SETS * width);
      }
      for (int i = 0; i < count * SETS; i++) {
        int whole = (first * SETS + i) * channels + block * width;
        System.arraycopy(some, 2 + i * width, out, whole, valid);
      }
    }
  }

  /** Spikes of each image that the pooled source has. */
  private static long[] rows(ConvGeometry g, float[] spikes) {
    long[] rows = new long[IMAGES];
    for (int i = 0; i < spikes.length; i++) {
      int pixel = i % g.sourceLength() / g.channelsIn();
      boolean seen =
          pixel / g.sourceWidth() < g.heightIn() * g.pool()
              && pixel % g.sourceWidth() < g.widthIn() * g.pool();
      rows[i / (SETS * g.sourceLength())] += seen && spikes[i] != 0 ? 1 : 0;
    }
    return rows;
  }
}
