package org.dietsnn.gpu.nd4j;

/**
 * For what a pass is planned.
 *
 * @param images how many
 * @param steps T
 */
record Batch(int images, int steps) {
  /** Images at all steps. */
  long frames() {
    return (long) images * steps;
  }
}
