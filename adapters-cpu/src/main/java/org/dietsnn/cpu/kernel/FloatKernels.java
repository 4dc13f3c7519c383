package org.dietsnn.cpu.kernel;

import org.dietsnn.domain.neuron.Reset;

/**
 * The inner loops of which there is one implementation on the Vector API and one in plain Java.
 * Everything else in this package is written once, on top of these. Implementations are stateless
 * and may be shared by threads. Arrays are not modified unless marked so.
 *
 * <p>Matrices are packed in blocks of {@link #blockColumns} columns, at most 64: the spikes of a
 * block of channels are one long.
 */
public interface FloatKernels {

  /** Name by which this implementation is forced: "vector" or "plain". */
  String name();

  /** Rows of one register tile. */
  int tileRows();

  /**
   * Columns of one register tile.
   *
   * @param columns columns of the whole matrix
   */
  int tileColumns(int columns);

  /**
   * Columns of a block of a packed matrix: a multiple of {@link #tileColumns}, and 64 where there
   * are more than 64 columns.
   *
   * @param columns columns of the whole matrix
   */
  int blockColumns(int columns);

  /**
   * Adds a product to a tile: {@code c[r][j] += sum over i < depth of a[offset[first + r] + shift +
   * i] * b[i][j]} for all {@link #tileRows} rows r and {@code width} columns j, i ascending.
   *
   * @param depth number of products to be summed
   * @param width columns, a value that {@link #tileColumns} returned
   * @param a left operand, rows anywhere in the array
   * @param offset where each row starts in {@code a}
   * @param first the first entry of {@code offset} to use
   * @param shift added to each row start
   * @param b right operand {@code [depth][width]}
   * @param bStart its first element
   * @param bStride distance of its rows
   * @param c the tile; modified
   * @param cStart its first element
   * @param cStride distance of its rows
   */
  void multiplyTile(
      int depth,
      int width,
      float[] a,
      int[] offset,
      int first,
      int shift,
      float[] b,
      int bStart,
      int bStride,
      float[] c,
      int cStart,
      int cStride);

  /**
   * Adds outer products to a tile: {@code c[r][j] += sum over p < depth of a[offset[first + p] +
   * shift + r] * b[p][j]} for all {@link #tileRows} rows r and {@code width} columns j, p
   * ascending.
   *
   * @param depth number of outer products
   * @param width columns, a value that {@link #tileColumns} returned
   * @param a left operands, the rows of a tile next to each other
   * @param offset where each product's left operand starts in {@code a}
   * @param first the first entry of {@code offset} to use
   * @param shift added to each start
   * @param b right operands, {@code width} values each
   * @param bStart the first one
   * @param bStride distance of the right operands
   * @param c the tile; modified
   * @param cStart its first element
   * @param cStride distance of its rows
   */
  void outerTile(
      int depth,
      int width,
      float[] a,
      int[] offset,
      int first,
      int shift,
      float[] b,
      int bStart,
      int bStride,
      float[] c,
      int cStart,
      int cStride);

  /**
   * Sums the rows that a run of a list names: {@code out[j] (=|+=) factor * sum over e in [from,
   * to) of rows[start + list[e] * stride + j]} for {@code width} columns j. The order of the sum
   * depends on the run alone.
   *
   * @param rows matrix of rows
   * @param start where row 0 lies, which need not be in the array
   * @param stride distance of two rows
   * @param list numbers of rows
   * @param from first entry of the list
   * @param to end of the entries
   * @param width columns: a value that {@link #blockColumns} returned, or a multiple of 64, of
   *     which each column is summed as if it were in a block of 64
   * @param factor multiplied onto the sum
   * @param out {@code [width]}; modified
   * @param outStart its first element
   * @param accumulate whether to add to what is there
   */
  void addRows(
      float[] rows,
      int start,
      int stride,
      int[] list,
      int from,
      int to,
      int width,
      float factor,
      float[] out,
      int outStart,
      boolean accumulate);

  /**
   * Sums rows for some output pixels side by side, or for one of some images: pixel i has the run
   * of the list that {@code reach} columns from {@code first + i * step} on hold, and takes its
   * rows from {@code start - i * shift} on. Each as {@link #addRows} does.
   *
   * @param rows matrix of rows
   * @param start where row 0 of the first pixel lies, which need not be in the array
   * @param shift how far row 0 of the next pixel lies before it
   * @param list numbers of rows
   * @param begins where the entries of each column begin
   * @param first the first column of the first pixel
   * @param step distance of the columns of two pixels
   * @param reach columns of a pixel
   * @param count number of pixels
   * @param width columns of a row, a value that {@link #blockColumns} returned, without gaps
   * @param factor multiplied onto the sums
   * @param out {@code [count][width]}, {@code outStride} apart; modified
   * @param outStart its first element
   * @param outStride distance of two pixels
   * @param accumulate whether to add to what is there
   */
  default void addRuns(
      float[] rows,
      int start,
      int shift,
      int[] list,
      int[] begins,
      int first,
      int step,
      int reach,
      int count,
      int width,
      float factor,
      float[] out,
      int outStart,
      int outStride,
      boolean accumulate) {
    for (int i = 0; i < count; i++) {
      int from = begins[first + i * step];
      int to = begins[first + i * step + reach];
      int row = start - i * shift;
      int target = outStart + i * outStride;
      addRows(rows, row, width, list, from, to, width, factor, out, target, accumulate);
    }
  }

  /**
   * Joins lists of some rows of pixels column by column: for each column, row by row, the numbers
   * of its pixel, each plus what belongs to the row.
   *
   * @param columns pixels of a row
   * @param rows how many rows
   * @param from the numbers of all pixels; up to 64 beyond the last one taken are read
   * @param pixels where the numbers of each pixel begin, and one more
   * @param firstPixel the first pixel of the first row
   * @param firstShift added to the numbers of the first row
   * @param shift what is added more from row to row
   * @param to modified from {@code start} on, and up to 64 beyond the last number
   * @param start where the numbers go
   * @param begins where the numbers of each column begin, and where they end; modified
   * @param firstBegin its first element
   * @return the end of the numbers
   */
  int interleave(
      int columns,
      int rows,
      int[] from,
      int[] pixels,
      int firstPixel,
      int firstShift,
      int shift,
      int[] to,
      int start,
      int[] begins,
      int firstBegin);

  /**
   * One time step of up to 64 leaky integrate-and-fire neurons: {@code U = leak * V + I} (or {@code
   * leak * U' + I - theta * s'} for {@link Reset#SOFT_UNLEAKED}), {@code s = U > silent}, then the
   * reset. Bit-identical in all implementations.
   *
   * @param reset which reset
   * @param leak factor on the carried potential
   * @param theta threshold, positive
   * @param silent the largest potential that does not fire, see {@link Threshold}
   * @param count number of neurons, at most 64
   * @param current I
   * @param iStart its first element
   * @param state {@code [count]} what is carried to the next step: V after the reset, or U before
   *     it for {@link Reset#SOFT_UNLEAKED}; modified
   * @param vStart its first element
   * @param potential U before the reset; modified; may be {@code current}
   * @param uStart its first element
   * @return the spikes, neuron i in bit i
   */
  long lifStep(
      Reset reset,
      float leak,
      float theta,
      float silent,
      int count,
      float[] current,
      int iStart,
      float[] state,
      int vStart,
      float[] potential,
      int uStart);

  /**
   * All time steps of {@link #lifStep}, from a state of zeros, where nobody wants the potentials.
   *
   * @param steps T
   * @param current {@code [steps][count]} I; not modified
   * @param iStart its first element
   * @param iStride distance of two steps; 0 where the current is the same at all steps
   * @param spikes one word per step, neuron i in bit i; modified
   * @param sStart the first word
   * @param sStride distance of two steps
   */
  void lifRun(
      Reset reset,
      float leak,
      float theta,
      float silent,
      int steps,
      int count,
      float[] current,
      int iStart,
      int iStride,
      long[] spikes,
      int sStart,
      int sStride);

  /**
   * Multiplies by the linear surrogate derivative: {@code g *= gamma * max(0, 1 - |U / theta -
   * 1|)}.
   *
   * @param gamma height of the surrogate
   * @param theta threshold
   * @param count number of neurons
   * @param potential U
   * @param uStart its first element
   * @param gradient g; modified
   * @param gStart its first element
   */
  void linearSurrogate(
      float gamma,
      float theta,
      int count,
      float[] potential,
      int uStart,
      float[] gradient,
      int gStart);

  /**
   * One step backwards in time, g to {@code dU = dI}, see {@link LifBackward}. Bit-identical in all
   * implementations.
   *
   * @param reset which reset
   * @param leak factor on the carried potential
   * @param theta threshold
   * @param silent the largest potential that does not fire, see {@link Threshold}
   * @param count number of neurons
   * @param potential {@code U_t}
   * @param uStart its first element
   * @param previous {@code U_(t-1)}; zeros at the first step
   * @param pStart its first element
   * @param gradient in: {@code g_t}; out: {@code dI_t}; modified
   * @param gStart its first element
   * @param carry {@code [count]} in: gradient carried from step t + 1; out: to step t - 1; modified
   * @param carryStart its first element
   * @param leakTerms {@code [count]} to which each neuron adds its part of dleak; modified
   * @param thetaTerms {@code [count]} to which each neuron adds its part of dtheta; modified
   */
  void lifStepBack(
      Reset reset,
      float leak,
      float theta,
      float silent,
      int count,
      float[] potential,
      int uStart,
      float[] previous,
      int pStart,
      float[] gradient,
      int gStart,
      float[] carry,
      int carryStart,
      float[] leakTerms,
      float[] thetaTerms);

  /**
   * Gradient through {@code max(0, x)}: sets {@code gradient} to 0 where x is not positive.
   *
   * @param count number of elements
   * @param x what went into the rectifier, or what came out of it
   * @param xStart its first element
   * @param gradient modified
   * @param gStart its first element
   */
  void rectifyBack(int count, float[] x, int xStart, float[] gradient, int gStart);

  /**
   * Writes how many spikes each of up to 64 channels had, as numbers: {@code to = factor * (one + 2
   * two + 4 four)}, where each is bit c of its word.
   *
   * @param count number of channels
   * @param to modified
   * @param start its first element
   */
  void unpack(long ones, long twos, long fours, int count, float factor, float[] to, int start);

  /** Number of elements that are not zero among {@code count} from {@code start}. */
  int countNonZeros(float[] x, int start, int count);

  /** {@code y += x}; y is modified. */
  void add(int count, float[] x, int xStart, float[] y, int yStart);

  /** {@code y (=|+=) x}; y is modified. */
  default void put(int count, float[] x, int xStart, float[] y, int yStart, boolean accumulate) {
    if (accumulate) {
      add(count, x, xStart, y, yStart);
    } else {
      System.arraycopy(x, xStart, y, yStart, count);
    }
  }

  /** {@code y += factor * x}, not fused; y is modified. */
  void addScaled(int count, float factor, float[] x, int xStart, float[] y, int yStart);

  /** {@code y *= x}, element by element; y is modified. */
  void multiply(int count, float[] x, int xStart, float[] y, int yStart);

  /**
   * Transforms inputs of {@link WinogradTile} along one direction, channel by channel: {@code B'
   * d}, 6 values from 6. With a and b the points of interpolation, the rows of B' are {@code [aabb
   * 0 -aa-bb 0 1 0], [0 -+abb -bb +-a 1 0], [0 -+aab -aa +-b 1 0], [0 aabb 0 -aa-bb 0 1]}.
   *
   * @param count number of channels
   * @param d the values
   * @param start first element of the first value
   * @param stride distance of two values
   * @param to the results; modified, may not overlap d
   * @param toStart first element of the first result
   * @param toStride distance of two results
   */
  void winogradInput(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride);

  /**
   * Transforms products of {@link WinogradTile} along one direction into results: {@code A' m}, 4
   * values from 6; the rows of A' are {@code [1 1 1 1 1 0], [0 a -a b -b 0], [0 aa aa bb bb 0], [0
   * aaa -aaa bbb -bbb 1]}. Parameters as in {@link #winogradInput}.
   *
   * @param accumulate whether to add to what is there
   */
  void winogradOutput(
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate);

  /**
   * Transforms weights for {@link WinogradTile} along one direction: {@code G g}, 6 values from 3;
   * the rows of G are {@code [1 0 0] / (aabb), [1 +-a aa] / (2 aa (aa - bb)), [1 +-b bb] / (2 bb
   * (bb - aa)), [0 0 1]}. Parameters as in {@link #winogradInput}.
   */
  void winogradWeights(
      int count, float[] g, int start, int stride, float[] to, int toStart, int toStride);

  /** {@code A d}, 6 values from 4: the adjoint of {@link #winogradOutput}. */
  void winogradOutputGradient(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride);

  /** {@code G' m}, 3 values from 6: the adjoint of {@link #winogradWeights}. */
  void winogradWeightGradient(
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate);
}
