package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * Spikes as bits, channels last: each pixel has one word per 64 channels, channel c in bit {@code c
 * % 64} of word {@code c / 64}; bits beyond the last channel are 0.
 */
public final class SpikeWords {
  private SpikeWords() {}

  /** Words of one pixel. */
  public static int perPixel(int channels) {
    return (channels + Long.SIZE - 1) / Long.SIZE;
  }

  /** Number of spikes among {@code count} words from {@code start}. */
  public static long count(long[] bits, int start, int count) {
    long spikes = 0;
    for (int i = start; i < start + count; i++) {
      spikes += Long.bitCount(bits[i]);
    }
    return spikes;
  }

  /** Whether there is no spike among {@code count} words from {@code start}. */
  public static boolean silent(long[] bits, int start, int count) {
    for (int i = start; i < start + count; i++) {
      if (bits[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes the spikes of some pixels as numbers.
   *
   * @param pixels number of pixels
   * @param channels channels of each
   * @param bits spikes {@code [pixel][word]}
   * @param start first word
   * @param value what a spike is worth
   * @param to {@code [pixel][channel]}, 0 or the value; modified
   * @param toStart its first element
   */
  public static void unpack(
      int pixels, int channels, long[] bits, int start, float value, float[] to, int toStart) {
    Arrays.fill(to, toStart, toStart + pixels * channels, 0f);
    add(pixels, channels, bits, start, value, to, toStart);
  }

  /**
   * Adds {@code value} where there are spikes.
   *
   * @param pixels number of pixels
   * @param channels channels of each
   * @param bits spikes {@code [pixel][word]}
   * @param start first word
   * @param value what a spike is worth
   * @param to {@code [pixel][channel]}; modified
   * @param toStart its first element
   */
  public static void add(
      int pixels, int channels, long[] bits, int start, float value, float[] to, int toStart) {
    int words = perPixel(channels);
    for (int i = 0; i < pixels * words; i++) {
      int first = toStart + i / words * channels + i % words * Long.SIZE;
      long fired = bits[start + i];
      while (fired != 0) {
        to[first + Long.numberOfTrailingZeros(fired)] += value;
        fired &= fired - 1;
      }
    }
  }

  /**
   * Counts the spikes of a window of 2x2 pixels.
   *
   * @param at word of its upper left pixel
   * @param right distance of two columns
   * @param down distance of two rows
   */
  static WindowSum window(long[] bits, int at, int right, int down) {
    return new WindowSum(bits[at], bits[at + right], bits[at + down], bits[at + down + right]);
  }

  /**
   * How many of four words have each bit, as binary digits.
   *
   * @param ones bits that an odd number of them have
   * @param twos bits whose number has a second digit
   * @param fours bits that all of them have
   */
  record WindowSum(long ones, long twos, long fours) {
    WindowSum(long a, long b, long c, long d) {
      this(a ^ b ^ c ^ d, (a & b) ^ (c & d) ^ ((a ^ b) & (c ^ d)), a & b & c & d);
    }
  }
}
