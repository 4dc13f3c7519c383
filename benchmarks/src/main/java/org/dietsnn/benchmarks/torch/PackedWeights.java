package org.dietsnn.benchmarks.torch;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.dietsnn.domain.network.Synapse;

/**
 * Weights for inference: each is brought into oneDNN's own layout for its input at the first use,
 * and stays there. What PyTorch does when a model is compiled and frozen.
 */
final class PackedWeights implements SynapticWeights {
  private final BoxedOperators operators;
  private final TorchParameters parameters;
  private final Map<String, Tensor> packed = new HashMap<>();

  PackedWeights(Torch libtorch, TorchParameters parameters) {
    this.operators = libtorch.operators();
    this.parameters = parameters;
  }

  @Override
  public Tensor convolve(Synapse.Convolution synapse, Tensor frames) {
    Tensor weight =
        packed.computeIfAbsent(synapse.weightName(), name -> kept(pack(synapse, name, frames)));
    return Layout.channelsLast(
        operators.convolution(frames, weight, synapse.stride(), synapse.padding()));
  }

  private Tensor pack(Synapse.Convolution synapse, String name, Tensor frames) {
    return torch.mkldnn_reorder_conv2d_weight(
        parameters.weight(name).to_mkldnn(),
        new long[] {synapse.padding(), synapse.padding()},
        new long[] {synapse.stride(), synapse.stride()},
        new long[] {1, 1},
        1,
        frames.size(0),
        frames.size(1),
        frames.size(2),
        frames.size(3));
  }

  @Override
  public Tensor multiply(Synapse.Dense synapse, Tensor rows) {
    Tensor weight =
        packed.computeIfAbsent(
            synapse.weightName(),
            name -> kept(operators.packLinear(parameters.weight(name), rows.size(0))));
    return operators.linear(rows, weight);
  }

  private static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }
}
