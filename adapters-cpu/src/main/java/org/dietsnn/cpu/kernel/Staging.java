package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/** Copies of images into the form that the products read, and pooling in both directions. */
final class Staging {
  private Staging() {}

  /**
   * Writes pixel (y, x) of each image to {@code (top + y * step, left + x * step)} of a larger
   * image of zeros, from toStart on; what falls outside is dropped. {@code to} is modified.
   */
  static void place(
      int images,
      float[] from,
      int fromStart,
      int height,
      int width,
      int channels,
      int step,
      int top,
      int left,
      float[] to,
      int toStart,
      int toHeight,
      int toWidth) {
    Arrays.fill(to, toStart, toStart + images * toHeight * toWidth * channels, 0f);
    int firstX = left < 0 ? (-left + step - 1) / step : 0;
    int endX = Math.min(width, (toWidth - 1 - left) / step + 1);
    for (int row = 0; row < images * height; row++) {
      int y = top + row % height * step;
      if (y < 0 || y >= toHeight || left >= toWidth || firstX >= endX) {
        continue;
      }
      int source = fromStart + (row * width + firstX) * channels;
      int pixel = (row / height * toHeight + y) * toWidth + left + firstX * step;
      int target = toStart + pixel * channels;
      if (step == 1) {
        System.arraycopy(from, source, to, target, (endX - firstX) * channels);
      } else {
        for (int x = firstX; x < endX; x++) {
          System.arraycopy(from, source, to, target, channels);
          source += channels;
          target += step * channels;
        }
      }
    }
  }

  /** Average-pools each image into the middle of zeros of width {@code padding}; modifies to. */
  static void pool(
      FloatKernels kernels, ConvGeometry g, int images, float[] from, int fromStart, float[] to) {
    int channels = g.channelsIn();
    int toHeight = g.heightIn() + 2 * g.padding();
    int toWidth = g.widthIn() + 2 * g.padding();
    Arrays.fill(to, 0, images * toHeight * toWidth * channels, 0f);
    for (int row = 0; row < images * g.heightIn(); row++) {
      int image = row / g.heightIn();
      int y = row % g.heightIn();
      int source = fromStart + image * g.sourceLength() + y * g.pool() * g.sourceWidth() * channels;
      int target = ((image * toHeight + g.padding() + y) * toWidth + g.padding()) * channels;
      for (int x = 0; x < g.widthIn(); x++) {
        average(kernels, g, from, source + x * g.pool() * channels, to, target + x * channels);
      }
    }
  }

  /**
   * Writes the spikes of one image as numbers, pooled, into the middle of zeros of width {@code
   * padding}.
   *
   * @param bits spikes {@code [row][column][word]}
   * @param start first word
   * @param value what a spike is worth
   * @param to modified from {@code toStart} on
   */
  static void spikes(
      FloatKernels kernels,
      ConvGeometry g,
      long[] bits,
      int start,
      float value,
      float[] to,
      int toStart) {
    int channels = g.channelsIn();
    int padding = g.padding();
    int border = padding * channels;
    int row = g.widthIn() * channels + 2 * border;
    int edge = padding * row + border;
    int perPixel = SpikeWords.perPixel(channels);
    int down = g.sourceWidth() * perPixel;
    float factor = value / (g.pool() * g.pool());
    Arrays.fill(to, toStart, toStart + edge, 0f);
    int target = toStart + edge;
    for (int y = 0; y < g.heightIn(); y++) {
      int source = start + y * g.pool() * down;
      for (int x = 0; x < g.widthIn(); x++) {
        for (int c = 0; c < channels; c += Long.SIZE) {
          int count = Math.min(Long.SIZE, channels - c);
          if (g.pool() == 1) {
            kernels.unpack(bits[source], 0, 0, count, factor, to, target);
          } else {
            SpikeWords.WindowSum sum = SpikeWords.window(bits, source, perPixel, down);
            kernels.unpack(sum.ones(), sum.twos(), sum.fours(), count, factor, to, target);
          }
          source++;
          target += count;
        }
        source += (g.pool() - 1) * perPixel;
      }
      int next = y == g.heightIn() - 1 ? edge : 2 * border;
      Arrays.fill(to, target, target + next, 0f);
      target += next;
    }
  }

  private static void average(
      FloatKernels kernels, ConvGeometry g, float[] from, int source, float[] to, int target) {
    int channels = g.channelsIn();
    int down = g.sourceWidth() * channels;
    if (g.pool() == 2) {
      int right = source + channels;
      int below = source + down;
      int diagonal = below + channels;
      for (int c = 0; c < channels; c++) {
        float top = from[source + c] + from[right + c];
        to[target + c] = (top + from[below + c] + from[diagonal + c]) * 0.25f;
      }
      return;
    }
    for (int y = 0; y < g.pool(); y++) {
      for (int x = 0; x < g.pool(); x++) {
        kernels.add(channels, from, source + y * down + x * channels, to, target);
      }
    }
    FloatArrays.scale(channels, 1f / (g.pool() * g.pool()), to, target);
  }

  /** Adds to each source pixel its share of the gradient of its window's average; modifies to. */
  static void unpool(
      FloatKernels kernels,
      ConvGeometry g,
      int images,
      float[] from,
      int fromStart,
      float[] to,
      int toStart) {
    int channels = g.channelsIn();
    float share = 1f / (g.pool() * g.pool());
    for (int row = 0; row < images * g.heightIn() * g.pool(); row++) {
      int image = row / (g.heightIn() * g.pool());
      int y = row % (g.heightIn() * g.pool());
      int source = fromStart + (image * g.heightIn() + y / g.pool()) * g.widthIn() * channels;
      int target = toStart + image * g.sourceLength() + y * g.sourceWidth() * channels;
      for (int x = 0; x < g.widthIn() * g.pool(); x++) {
        int at = source + x / g.pool() * channels;
        kernels.addScaled(channels, share, from, at, to, target + x * channels);
      }
    }
  }

  /** Writes the patch of each output pixel, {@code fanIn} floats, zeros outside; modifies to. */
  static void patches(ConvGeometry g, int images, float[] from, int fromStart, float[] to) {
    Arrays.fill(to, 0, images * g.heightOut() * g.widthOut() * g.fanIn(), 0f);
    for (int row = 0; row < images * g.heightOut(); row++) {
      int top = row % g.heightOut() * g.stride() - g.padding();
      int image = fromStart + row / g.heightOut() * g.sourceLength();
      for (int tap = 0; tap < g.kernelHeight() * g.kernelWidth(); tap++) {
        int y = top + tap / g.kernelWidth();
        if (y >= 0 && y < g.sourceHeight()) {
          int source = image + y * g.sourceWidth() * g.channelsIn();
          int target = row * g.widthOut() * g.fanIn() + tap * g.channelsIn();
          tap(g, tap % g.kernelWidth(), from, source, to, target);
        }
      }
    }
  }

  /**
   * What one tap of the kernel sees of a row, in all patches of a row: channel by channel, because
   * the many short runs that patches have in common with the source are slower to copy.
   */
  private static void tap(
      ConvGeometry g, int kx, float[] from, int source, float[] to, int target) {
    int left = kx - g.padding();
    int step = g.stride() * g.channelsIn();
    int fanIn = g.fanIn();
    int first = left < 0 ? (-left + g.stride() - 1) / g.stride() : 0;
    int end = Math.min(g.widthOut(), Math.floorDiv(g.sourceWidth() - 1 - left, g.stride()) + 1);
    for (int channel = 0; channel < g.channelsIn(); channel++) {
      int start = source + left * g.channelsIn() + channel;
      for (int ox = first; ox < end; ox++) {
        to[target + channel + ox * fanIn] = from[start + ox * step];
      }
    }
  }
}
