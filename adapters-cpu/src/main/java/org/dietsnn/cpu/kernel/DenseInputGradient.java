package org.dietsnn.cpu.kernel;

import java.util.Arrays;

/**
 * The gradient of a dense synapse towards its pooled source, {@code dIn[f][i] = sum over o of
 * dOut[f][o] w[i][o]}, for many frames at once. The weights are the left operand as they lie,
 * because they are much more than the gradients, which are transposed instead. Immutable; threads
 * bring their own arrays and share out the inputs. Each element is one chain of multiply-adds in a
 * fixed order, whatever the ranges.
 */
public final class DenseInputGradient {
  /** Inputs that one task computes; a multiple of the tile rows of all implementations. */
  public static final int INPUTS = 192;

  private final FloatKernels kernels;
  private final int inputs;
  private final int outputs;
  private final int width;

  /**
   * Prepares a synapse.
   *
   * @throws IllegalArgumentException if it is not dense
   */
  public DenseInputGradient(FloatKernels kernels, ConvGeometry geometry) {
    if (!geometry.isDense()) {
      throw new IllegalArgumentException("not a dense synapse: " + geometry);
    }
    this.kernels = kernels;
    this.inputs = geometry.pooledLength();
    this.outputs = geometry.channelsOut();
    this.width = kernels.blockColumns(outputs);
  }

  /** Ranges of {@link #INPUTS} inputs, the last of which may be shorter. */
  public int ranges() {
    return (inputs + INPUTS - 1) / INPUTS;
  }

  /** Floats of {@link #transpose}. */
  public int transposedLength(int frames) {
    return columns(frames) * outputs;
  }

  /** Floats of per-thread scratch of {@link #multiply}. */
  public int scratchLength(int frames) {
    return columns(frames) * INPUTS;
  }

  private int columns(int frames) {
    int block = kernels.blockColumns(frames);
    return (frames + block - 1) / block * block;
  }

  /**
   * Transposes the gradients of some outputs in some frames.
   *
   * @param frames the numbers of these frames
   * @param gradient {@code [frame][outputs]}
   * @param fromOutput first output
   * @param toOutput end of the outputs
   * @param transposed {@link #transposedLength} floats; modified
   */
  public void transpose(
      int[] frames, float[] gradient, int fromOutput, int toOutput, float[] transposed) {
    int block = kernels.blockColumns(frames.length);
    for (int o = fromOutput; o < toOutput; o++) {
      for (int first = 0; first < frames.length; first += block) {
        int count = Math.min(block, frames.length - first);
        int target = first * outputs + o * block;
        for (int f = 0; f < count; f++) {
          transposed[target + f] = gradient[frames[first + f] * outputs + o];
        }
        Arrays.fill(transposed, target + count, target + block, 0f);
      }
    }
  }

  /**
   * One range of inputs of all frames.
   *
   * @param range which range, below {@link #ranges}
   * @param frames number of frames
   * @param transposed from {@link #transpose}
   * @param packed weights from {@link Convolution#packWeights}
   * @param target {@code [frames][inputs]}, {@code =} or {@code +=}; modified
   * @param accumulate whether to add to what is there
   * @param scratch {@link #scratchLength} floats of any content; modified
   */
  public void multiply(
      int range,
      int frames,
      float[] transposed,
      PackedWeights packed,
      float[] target,
      boolean accumulate,
      float[] scratch) {
    int from = range * INPUTS;
    int count = Math.min(INPUTS, inputs - from);
    int columns = columns(frames);
    Arrays.fill(scratch, 0, columns * INPUTS, 0f);
    int tileRows = kernels.tileRows();
    int[] offset = new int[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      // Rows beyond the last input repeat it, and their results are not taken.
      offset[i] = (from + Math.min(i, count - 1)) * width;
    }
    int padded = (count + tileRows - 1) / tileRows * tileRows;
    int block = kernels.blockColumns(frames);
    for (int o = 0; o < outputs; o += width) {
      int depth = Math.min(width, outputs - o);
      int shift = packed.start() + o / width * inputs * width;
      for (int first = 0; first < frames; first += block) {
        int left = Math.min(block, frames - first);
        int tile = kernels.tileColumns(left);
        for (int column = 0; column < left; column += tile) {
          for (int row = 0; row < padded; row += tileRows) {
            kernels.multiplyTile(
                depth,
                tile,
                packed.values(),
                offset,
                row,
                shift,
                transposed,
                first * outputs + o * block + column,
                block,
                scratch,
                row * columns + first + column,
                columns);
          }
        }
      }
    }
    for (int f = 0; f < frames; f++) {
      int start = f * inputs + from;
      for (int i = 0; i < count; i++) {
        float sum = scratch[i * columns + f];
        target[start + i] = accumulate ? target[start + i] + sum : sum;
      }
    }
  }
}
