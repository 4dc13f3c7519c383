package org.dietsnn.cpu.kernel;

/**
 * Where the packed weights of a synapse, or their gradient, lie in a larger array.
 *
 * <p>Rows of weights are read as whole vectors. A vector that crosses a line of the cache (64
 * bytes) costs two accesses, so rows should begin on one: measured, sums of rows run 1.4 times as
 * fast. Java does not tell addresses, but the usual collectors (G1, ZGC, Shenandoah) put a large
 * array at the beginning of a region, and its elements 16 bytes later. {@link #ALIGNED} is the
 * first element of such an array that begins a line.
 *
 * @param values the array
 * @param start the first element of the weights
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; read in inner loops.
public record PackedWeights(float[] values, int start) {
  /** Floats of a line of the cache. */
  public static final int LINE = 16;

  /** First element of a large array that begins a line of the cache. */
  public static final int ALIGNED = 12;

  /** The next element from {@code index} on that begins a line, if {@link #ALIGNED} does. */
  public static int aligned(int index) {
    return Math.floorDiv(index - ALIGNED + LINE - 1, LINE) * LINE + ALIGNED;
  }
}
