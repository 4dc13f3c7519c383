package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event-driven kernels against the definition, at every density of spikes. */
class EventConvolutionTest {
  private static final int FRAMES = 3;
  private static final float VALUE = 1.25f;

  /** Which frames are taken plane by plane, from the second on. */
  private static final boolean[][] WAYS = {
    {true, false, false, false}, {false, true, true, true}, {true, false, true, false}
  };

  private static final double[] DENSITIES = {0, 0.02, 0.15, 0.5, 1};

  @ParameterizedTest
  @MethodSource("org.dietsnn.cpu.kernel.ConvolutionTest#synapses")
  void forwardAddsTheWeightsOfTheInputsThatFired(String name, ConvGeometry g) {
    FloatKernels kernels = KernelChoice.of(name).kernels();
    float[] weights = SynapseRun.random(new Random(5), g.weightLength());
    Convolution dense = new Convolution(kernels, g, FRAMES);
    PackedWeights packed = new PackedWeights(new float[dense.packedLength() + 5], 5);
    dense.packWeights(weights, 0, packed);
    EventConvolution events = new EventConvolution(kernels, g);
    SpikeNotes notes = new SpikeNotes();
    EventList windows = new EventList();
    EventList inPlanes = new EventList();
    for (double density : DENSITIES) {
      float[] spikes = spikes(density, FRAMES * g.sourceLength());
      float[] initial = SynapseRun.random(new Random(6), FRAMES * g.outLength());
      float[] added = initial.clone();
      float[] replaced = new float[initial.length];
      Arrays.fill(replaced, Float.NaN);
      long[] bits = bits(g, spikes);
      for (boolean[] planes : WAYS) {
        added = initial.clone();
        Arrays.fill(replaced, Float.NaN);
        int words = bits.length / FRAMES;
        EventListing listing = events.listing();
        listing.list(bits, 0, words, FRAMES, spikes.length, planes, 1, false, notes, windows);
        listing.list(bits, 0, words, FRAMES, spikes.length, planes, 1, true, notes, inPlanes);
        long rows = forward(g, events, windows, inPlanes, packed, added, true);
        forward(g, events, windows, inPlanes, packed, replaced, false);

        double[] expected = new NaiveConvolution(g, FRAMES).forward(spikes, weights);
        assertClose(added, expected, initial);
        assertClose(replaced, expected, new float[initial.length]);
        assertThat(rows).isEqualTo(additions(g, spikes));
      }
    }
  }

  /**
   * Pixel range by pixel range; the frames of one list, then those of the other. Returns the
   * additions of valid columns.
   */
  private static long forward(
      ConvGeometry g,
      EventConvolution events,
      EventList windows,
      EventList inPlanes,
      PackedWeights packed,
      float[] out,
      boolean accumulate) {
    int width = events.blockColumns();
    int pixels = g.heightOut() * g.widthOut();
    boolean[] held = new boolean[1 + FRAMES];
    Arrays.fill(held, accumulate);
    int there = accumulate ? FRAMES : 0;
    int frame = 3 * width;
    long additions = 0;
    for (int block = 0; block * width < g.channelsOut(); block++) {
      int valid = Math.min(width, g.channelsOut() - block * width);
      for (int from = 0; from < pixels; from += 3) {
        int to = Math.min(pixels, from + 3);
        float[] some = new float[FRAMES * frame + 1];
        Arrays.fill(some, Float.NaN);
        copy(g, block * width, valid, from, to, width, out, some, false);
        for (int pass = 0; pass < events.listing().passes(); pass++) {
          events.addPlane(
              inPlanes, pass, FRAMES, VALUE, packed, block, from, to, some, 1, width, frame, there);
        }
        events.forward(
            windows, FRAMES, VALUE, packed, block, from, to, some, 1, width, frame, held, 1);
        copy(g, block * width, valid, from, to, width, out, some, true);
      }
      additions += valid * (windows.sums() + inPlanes.sums());
    }
    return additions;
  }

  private static void copy(
      ConvGeometry g,
      int firstChannel,
      int channels,
      int from,
      int to,
      int width,
      float[] out,
      float[] some,
      boolean back) {
    int pixels = g.heightOut() * g.widthOut();
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int i = from; i < to; i++) {
        int whole = (frame * pixels + i) * g.channelsOut() + firstChannel;
        int part = 1 + (frame * 3 + i - from) * width;
        if (back) {
          System.arraycopy(some, part, out, whole, channels);
        } else {
          System.arraycopy(out, whole, some, part, channels);
        }
      }
    }
  }

  /** The same spikes as words. */
  private static long[] bits(ConvGeometry g, float[] spikes) {
    int words = SpikeWords.perPixel(g.channelsIn());
    long[] bits = new long[spikes.length / g.channelsIn() * words];
    for (int i = 0; i < spikes.length; i++) {
      int channel = i % g.channelsIn();
      if (spikes[i] != 0) {
        bits[i / g.channelsIn() * words + channel / 64] |= 1L << channel;
      }
    }
    return bits;
  }

  @ParameterizedTest
  @MethodSource("org.dietsnn.cpu.kernel.ConvolutionTest#synapses")
  void weightGradientAddsTheOutputGradientsWhereTheInputFired(String name, ConvGeometry g) {
    FloatKernels kernels = KernelChoice.of(name).kernels();
    Convolution dense = new Convolution(kernels, g, FRAMES);
    float[] d = SynapseRun.random(new Random(7), FRAMES * g.outLength());
    for (double density : DENSITIES) {
      float[] spikes = spikes(density, FRAMES * g.sourceLength());
      PackedWeights packed = new PackedWeights(new float[dense.packedLength() + 5], 5);
      if (g.isDense()) {
        addDense(new DenseEventGradient(kernels, g), bits(g, spikes), d, packed);
      } else {
        add(kernels, g, bits(g, spikes), d, packed);
      }
      float[] actual = new float[g.weightLength()];
      dense.addUnpacked(packed, actual, 0);

      double[] expected = new NaiveConvolution(g, FRAMES).weightGradient(spikes, d);
      assertClose(actual, expected, new float[actual.length]);
    }
  }

  private static void add(
      FloatKernels kernels, ConvGeometry g, long[] bits, float[] d, PackedWeights packed) {
    EventWeightGradient gradient = new EventWeightGradient(kernels, g);
    float[] arranged = new float[3 + (int) gradient.arrangedLength(FRAMES)];
    Arrays.fill(arranged, Float.NaN);
    for (int frame = FRAMES - 1; frame >= 0; frame--) {
      for (int row = gradient.rows() - 1; row >= 0; row--) {
        int[] starts = {frame * g.outLength(), -1};
        gradient.arrange(FRAMES, frame, row, d, starts, 1, arranged, 3);
      }
    }
    int capacity = FRAMES * gradient.eventsPerFrame() + 1;
    int[] events = new int[gradient.lists() * capacity];
    int[] counts = new int[gradient.lists()];
    for (int c = 0; c < g.channelsIn(); c++) {
      gradient.list(bits, new int[] {9, 0, 1, 2}, 1, FRAMES, c, c + 1, capacity, events, counts);
    }
    for (int unit = gradient.units() - 1; unit >= 0; unit--) {
      gradient.add(unit, VALUE, capacity, events, counts, FRAMES, arranged, 3, packed);
    }
  }

  /** All frames but the last in one round, that one in another. */
  private static void addDense(
      DenseEventGradient gradient, long[] bits, float[] d, PackedWeights packed) {
    int width = gradient.blockColumns();
    float[] rows = new float[3 + gradient.arrangedLength(FRAMES)];
    Arrays.fill(rows, Float.NaN);
    for (int block = gradient.blocks() - 1; block >= 0; block--) {
      gradient.arrange(block, FRAMES, d, rows, 3);
    }
    int capacity = FRAMES * gradient.eventsPerFrame() + 1;
    int[] events = new int[7 + Long.SIZE * capacity];
    int[] counts = new int[2 + Long.SIZE];
    float[] scratch = new float[gradient.scratchLength()];
    for (int strip = gradient.strips() - 1; strip >= 0; strip--) {
      for (int from : new int[] {0, FRAMES - 1}) {
        int frames = from == 0 ? FRAMES - 1 : 1;
        int word = from * (bits.length / FRAMES);
        gradient.list(strip, frames, bits, word, capacity, 7, events, counts, 2);
        for (int block = gradient.blocks() - 1; block >= 0; block--) {
          int first = 3 + (block * FRAMES + from) * width;
          int target = packed.start() + gradient.start(strip, block);
          gradient.add(
              strip,
              block,
              VALUE,
              capacity,
              7,
              events,
              counts,
              2,
              rows,
              first,
              packed.values(),
              target,
              scratch);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.dietsnn.cpu.kernel.ConvolutionTest#synapses")
  void aShortcutAddsTheShareOfEachSpike(String name, ConvGeometry g) {
    int words = SpikeWords.perPixel(g.channelsIn());
    int pixels = g.heightIn() * g.widthIn();
    EventIdentity shortcut = new EventIdentity(g);
    for (double density : DENSITIES) {
      float[] spikes = spikes(density, g.sourceLength());
      long[] bits = bits(g, spikes);
      float[] out = new float[pixels * g.channelsIn()];
      for (int word = 0; word < words; word++) {
        int valid = Math.min(64, g.channelsIn() - word * 64);
        float[] some = new float[pixels * 64];
        Arrays.fill(some, 5f);
        shortcut.forward(bits, 0, VALUE, word, 0, pixels, valid, some, 0, 64, true);
        shortcut.forward(bits, 0, VALUE, word, 1, pixels, valid, some, 64, 64, false);
        for (int i = 0; i < pixels; i++) {
          System.arraycopy(some, i * 64, out, i * g.channelsIn() + word * 64, valid);
        }
      }

      for (int i = 0; i < out.length; i++) {
        int pixel = i / g.channelsIn();
        double sum = pixel == 0 ? 5 : 0;
        for (int window = 0; window < g.pool() * g.pool(); window++) {
          int y = pixel / g.widthIn() * g.pool() + window / g.pool();
          int x = pixel % g.widthIn() * g.pool() + window % g.pool();
          int source = (y * g.sourceWidth() + x) * g.channelsIn() + i % g.channelsIn();
          sum += spikes[source] / (g.pool() * g.pool());
        }
        assertThat((double) out[i]).as("element %d", i).isCloseTo(sum, within(1e-5));
      }
    }
  }

  /** Additions by the definition: one per spike, tap that meets it, and output channel. */
  private static long additions(ConvGeometry g, float[] spikes) {
    ConvGeometry pooled =
        new ConvGeometry(
            g.channelsIn(),
            g.heightIn(),
            g.widthIn(),
            1,
            g.channelsOut(),
            g.kernelHeight(),
            g.kernelWidth(),
            g.stride(),
            g.padding());
    float[] events = new float[FRAMES * pooled.sourceLength()];
    for (int i = 0; i < spikes.length; i++) {
      int pixel = i / g.channelsIn() % (g.sourceHeight() * g.sourceWidth());
      int y = pixel / g.sourceWidth() / g.pool();
      int x = pixel % g.sourceWidth() / g.pool();
      if (spikes[i] != 0 && y < g.heightIn() && x < g.widthIn()) {
        int frame = i / g.sourceLength();
        int event =
            ((frame * g.heightIn() + y) * g.widthIn() + x) * g.channelsIn() + i % g.channelsIn();
        events[event]++;
      }
    }
    float[] ones = new float[g.weightLength()];
    Arrays.fill(ones, 1f);
    double sum = 0;
    for (double each : new NaiveConvolution(pooled, FRAMES).forward(events, ones)) {
      sum += each;
    }
    return Math.round(sum);
  }

  private static float[] spikes(double density, int length) {
    Random random = new Random(8);
    float[] spikes = new float[length];
    for (int i = 0; i < length; i++) {
      spikes[i] = random.nextDouble() < density ? VALUE : 0;
    }
    return spikes;
  }

  private static void assertClose(float[] actual, double[] expected, float[] initial) {
    double scale = 1;
    for (double each : expected) {
      scale = Math.max(scale, Math.abs(each));
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double wanted = expected[i] + initial[i];
      double error = Math.abs(actual[i] - wanted);
      if (Double.isNaN(error) || error > 1e-5 * scale) {
        assertThat((double) actual[i]).as("element %d", i).isEqualTo(wanted);
      }
    }
  }
}
