package org.dietsnn.benchmarks.torch;

import org.bytedeco.pytorch.DimnameListOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * How populations lie in memory: {@code [step][image][row][column][channel]}, which is
 * channels-last for a tensor of {@code step * image} frames. Within it, a time step is one
 * contiguous slice.
 */
final class Layout {
  private Layout() {}

  /** The values in canonical order as a channels-last tensor of four dimensions, or as they are. */
  static Tensor tensor(float[] canonical, int... shape) {
    long[] sizes = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = shape[i];
    }
    return channelsLast(Tensor.create(canonical, sizes));
  }

  /** Itself or, if it has four dimensions and another layout, a channels-last copy. */
  static Tensor channelsLast(Tensor tensor) {
    return tensor.dim() == 4 ? tensor.contiguous(torch.MemoryFormat.ChannelsLast) : tensor;
  }

  /**
   * A handle of its own on the same elements. The binding returns plain pointers into boxed values
   * and tuples, which dangle once those are freed; the results of its in-place methods, too, are
   * pointers without ownership and must not be kept.
   */
  static Tensor own(Tensor borrowed) {
    return new Tensor(borrowed);
  }

  /** An uninitialised one-dimensional tensor. */
  static Tensor empty(long size) {
    return torch.empty(
        new long[] {size},
        new DimnameListOptional(),
        new TensorOptions(torch.ScalarType.Float),
        new MemoryFormatOptional());
  }

  /** All elements in memory order, without a copy. */
  static Tensor flat(Tensor tensor) {
    Tensor ordered = tensor.dim() == 4 ? tensor.permute(0, 2, 3, 1) : tensor;
    return ordered.view(-1);
  }

  /** A flat tensor seen as frames of the shape of another one's frames, without a copy. */
  static Tensor framesLike(Tensor flat, Tensor example) {
    if (example.dim() != 4) {
      return flat.view(-1, example.size(1));
    }
    return flat.view(-1, example.size(2), example.size(3), example.size(1)).permute(0, 3, 1, 2);
  }

  /** Frames as rows for a dense synapse: inputs ordered channel, row, column. */
  static Tensor rows(Tensor frames) {
    return frames.reshape(frames.size(0), -1);
  }

  /** The elements in canonical order, copied to the heap. */
  static float[] canonical(Tensor tensor) {
    Tensor ordered = tensor.contiguous();
    float[] values = new float[(int) ordered.numel()];
    if (values.length > 0) {
      ordered.data_ptr_float().get(values);
    }
    return values;
  }
}
