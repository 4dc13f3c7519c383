package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * A shortcut driven by spikes: each one adds its share of a pooling window to the pixel that the
 * window belongs to. Immutable.
 */
public final class EventIdentity {
  private final ConvGeometry geometry;
  private final int words;

  /** Prepares a shortcut; of the geometry only the source and the pooling are used. */
  public EventIdentity(ConvGeometry geometry) {
    this.geometry = geometry;
    this.words = SpikeWords.perPixel(geometry.channelsIn());
  }

  /**
   * {@code out (=|+=) pool(source)} for some pixels of one frame and one word of channels.
   *
   * @param bits spikes of the source
   * @param start first word of the frame
   * @param value what each spike is worth
   * @param word which channels
   * @param fromPixel first pixel of the result
   * @param toPixel end of the pixels
   * @param width channels to write
   * @param out {@code [toPixel - fromPixel][width]}; modified
   * @param outStart its first element
   * @param outStride distance of two pixels
   * @param accumulate whether to add to what is there
   */
  public void forward(
      long[] bits,
      int start,
      float value,
      int word,
      int fromPixel,
      int toPixel,
      int width,
      float[] out,
      int outStart,
      int outStride,
      boolean accumulate) {
    ConvGeometry g = geometry;
    float share = value / (g.pool() * g.pool());
    int widthIn = g.widthIn();
    int y = fromPixel / widthIn;
    int x = fromPixel % widthIn;
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      int target = outStart + (pixel - fromPixel) * outStride;
      if (!accumulate) {
        Arrays.fill(out, target, target + width, 0f);
      }
      int first = start + (y * g.sourceWidth() + x) * g.pool() * words + word;
      for (int py = 0; py < g.pool(); py++) {
        for (int px = 0; px < g.pool(); px++) {
          long fired = bits[first + (py * g.sourceWidth() + px) * words];
          while (fired != 0) {
            out[target + Long.numberOfTrailingZeros(fired)] += share;
            fired &= fired - 1;
          }
        }
      }
      x++;
      if (x == widthIn) {
        x = 0;
        y++;
      }
    }
  }
}
