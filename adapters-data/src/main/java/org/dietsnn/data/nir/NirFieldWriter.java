package org.dietsnn.data.nir;

import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** Writes the fields that NIR defines for each type of node. */
final class NirFieldWriter {
  private final WritableGroup group;
  private final Precision precision;

  NirFieldWriter(WritableGroup group, Precision precision) {
    this.group = group;
    this.precision = precision;
  }

  void put(NirNode node) {
    if (node instanceof NirNode.Input input) {
      integers(NirLayout.SHAPE, input.shape());
    } else if (node instanceof NirNode.Output output) {
      integers(NirLayout.SHAPE, output.shape());
    } else if (node instanceof NirNode.Lif lif) {
      broadcast(NirLayout.TAU, lif.tau(), lif.shape());
      broadcast(NirLayout.R, lif.r(), lif.shape());
      broadcast(NirLayout.V_LEAK, lif.vLeak(), lif.shape());
      broadcast(NirLayout.V_THRESHOLD, lif.vThreshold(), lif.shape());
      broadcast(NirLayout.V_RESET, lif.vReset(), lif.shape());
    } else if (node instanceof NirNode.If integrate) {
      broadcast(NirLayout.R, integrate.r(), integrate.shape());
      broadcast(NirLayout.V_THRESHOLD, integrate.vThreshold(), integrate.shape());
      broadcast(NirLayout.V_RESET, integrate.vReset(), integrate.shape());
    } else if (node instanceof NirNode.Conv2d conv) {
      integers(NirLayout.INPUT_SHAPE, conv.inputShape());
      tensor(NirLayout.WEIGHT, conv.weight());
      integers(NirLayout.STRIDE, conv.stride());
      integers(NirLayout.PADDING, conv.padding());
      integers(NirLayout.DILATION, List.of(1, 1));
      integer(NirLayout.GROUPS, 1);
      tensor(NirLayout.BIAS, conv.bias());
    } else if (node instanceof NirNode.Linear linear) {
      tensor(NirLayout.WEIGHT, linear.weight());
    } else if (node instanceof NirNode.Affine affine) {
      tensor(NirLayout.WEIGHT, affine.weight());
      tensor(NirLayout.BIAS, affine.bias());
    } else if (node instanceof NirNode.Scale scale) {
      broadcast(NirLayout.SCALE, scale.scale(), scale.shape());
    } else if (node instanceof NirNode.Flatten flatten) {
      integer(NirLayout.START_DIM, flatten.startDim());
      integer(NirLayout.END_DIM, flatten.endDim());
      integers(NirLayout.INPUT_TYPE, flatten.inputType());
    } else if (node instanceof NirNode.SumPool2d pool) {
      integers(NirLayout.KERNEL_SIZE, pool.kernelSize());
      integers(NirLayout.STRIDE, pool.stride());
      integers(NirLayout.PADDING, pool.padding());
    } else if (node instanceof NirNode.AvgPool2d pool) {
      integers(NirLayout.KERNEL_SIZE, pool.kernelSize());
      integers(NirLayout.STRIDE, pool.stride());
      integers(NirLayout.PADDING, pool.padding());
    }
  }

  private void integer(String name, long value) {
    group.putDataset(name, value);
  }

  private void integers(String name, List<Integer> values) {
    group.putDataset(name, values.stream().mapToLong(Integer::longValue).toArray());
  }

  private void broadcast(String name, double value, List<Integer> shape) {
    int count = Tensor.count(toInts(shape));
    Object flat;
    if (precision == Precision.FLOAT64) {
      double[] values = new double[count];
      Arrays.fill(values, value);
      flat = values;
    } else {
      float[] values = new float[count];
      Arrays.fill(values, (float) value);
      flat = values;
    }
    group.putDataset(name, nested(flat, toInts(shape)), NirWriter.compressed());
  }

  /** In one piece: jHDF would write an array without chunks row by row. */
  private void tensor(String name, Tensor tensor) {
    Object flat = tensor.precision() == Precision.FLOAT64 ? tensor.toDoubles() : tensor.toFloats();
    group.putDataset(
        name,
        nested(flat, tensor.shape()),
        DatasetCreationOptions.builder().chunkDimensions(tensor.shape()).build());
  }

  private static int[] toInts(List<Integer> shape) {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** An array of arrays, which is how jHDF takes dimensions. */
  private static Object nested(Object flat, int[] shape) {
    if (shape.length == 1) {
      return flat;
    }
    Object array = Array.newInstance(flat.getClass().getComponentType(), shape);
    fill(array, flat, shape, 0, 0);
    return array;
  }

  private static int fill(Object array, Object flat, int[] shape, int depth, int from) {
    if (depth == shape.length - 1) {
      System.arraycopy(flat, from, array, 0, shape[depth]);
      return from + shape[depth];
    }
    int at = from;
    for (int i = 0; i < shape[depth]; i++) {
      at = fill(Array.get(array, i), flat, shape, depth + 1, at);
    }
    return at;
  }
}
