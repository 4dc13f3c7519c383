package org.dietsnn.cpu.kernel;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A dense synapse that a single image drives, whose weights come from memory: nothing is used
 * twice, so what counts is how fast the rows that spikes name can be fetched. Rows of one block of
 * 64 outputs are 256 bytes, too short for the processor to read ahead. Blocks are therefore joined:
 * {@code [input][block][64]} instead of {@code [block][input][64]}, in the same place, and eight
 * long rows are read side by side. See docs/performance-notes.md for what was measured. Immutable;
 * threads bring their own arrays.
 *
 * <p>Results do not depend on how many blocks are joined, bit by bit.
 */
public final class DenseRows {
  /** Rows that are read side by side. */
  private static final int AT_ONCE = 8;

  private final FloatKernels kernels;
  private final ConvGeometry geometry;
  private final int width;
  private final int places;

  /**
   * Prepares a synapse; weights are packed by {@link Convolution#packWeights}.
   *
   * @throws IllegalArgumentException if the synapse is not dense
   */
  public DenseRows(FloatKernels kernels, ConvGeometry geometry) {
    if (!geometry.isDense()) {
      throw new IllegalArgumentException("not dense: " + geometry);
    }
    this.kernels = kernels;
    this.geometry = geometry;
    this.width = kernels.blockColumns(geometry.channelsOut());
    this.places = geometry.kernelWidth() + 1;
  }

  /**
   * Joins some blocks.
   *
   * @param packed weights, of which those of these blocks are modified
   * @param first first block
   * @param count how many blocks
   */
  public void join(PackedWeights packed, int first, int count) {
    reorder(packed, first, count, geometry.fanIn());
  }

  /** Undoes {@link #join} of the same blocks. */
  public void split(PackedWeights packed, int first, int count) {
    reorder(packed, first, geometry.fanIn(), count);
  }

  /**
   * From {@code [outer][inner][width]} to {@code [inner][outer][width]}, in place: each piece goes
   * where it belongs, and what was there next, until the circle is closed.
   */
  private void reorder(PackedWeights packed, int first, int outer, int inner) {
    int start = start(packed, first);
    float[] values = packed.values();
    BitSet placed = new BitSet(outer * inner);
    float[] piece = new float[width];
    float[] next = new float[width];
    for (int begin = 0; begin < outer * inner; begin = placed.nextClearBit(begin)) {
      System.arraycopy(values, start + begin * width, piece, 0, width);
      int at = begin;
      do {
        at = at % inner * outer + at / inner;
        System.arraycopy(values, start + at * width, next, 0, width);
        System.arraycopy(piece, 0, values, start + at * width, width);
        placed.set(at);
        float[] written = piece;
        piece = next;
        next = written;
      } while (at != begin);
    }
  }

  private int start(PackedWeights packed, int block) {
    return packed.start() + block * geometry.fanIn() * width;
  }

  /**
   * The current of some blocks of outputs. Columns beyond the last output receive zeros.
   *
   * @param list from {@link EventListing#list}, not in planes
   * @param value what each spike is worth
   * @param packed weights, these blocks joined
   * @param first first block
   * @param count how many blocks
   * @param out {@code [frame of the list][count * blockColumns]} from 0 on; modified
   */
  public void forward(
      EventList list, float value, PackedWeights packed, int first, int count, float[] out) {
    int stride = count * width;
    int start = start(packed, first);
    float factor = value / (geometry.pool() * geometry.pool());
    Arrays.fill(out, 0, list.frames() * stride, 0f);
    for (int frame = 0; frame < list.frames(); frame++) {
      if (list.silent(frame)) {
        continue;
      }
      // One output pixel, so one band, of which all columns are seen.
      int from = list.columns[frame * places];
      int to = list.columns[frame * places + geometry.kernelWidth()];
      int target = frame * stride;
      for (int e = from; e < to; e += AT_ONCE) {
        int end = Math.min(to, e + AT_ONCE);
        kernels.addRows(
            packed.values(), start, stride, list.rows, e, end, stride, factor, out, target, true);
      }
    }
  }
}
