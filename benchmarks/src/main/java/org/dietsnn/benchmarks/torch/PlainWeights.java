package org.dietsnn.benchmarks.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.dietsnn.domain.network.Synapse;

/**
 * Weights that change with every step of a training, channels last. Packing them each time is left
 * to oneDNN, which is quicker than packing them here.
 */
final class PlainWeights implements SynapticWeights {
  private final BoxedOperators operators;
  private final TorchParameters parameters;

  PlainWeights(Torch libtorch, TorchParameters parameters) {
    this.operators = libtorch.operators();
    this.parameters = parameters;
  }

  @Override
  public Tensor convolve(Synapse.Convolution synapse, Tensor frames) {
    return Layout.channelsLast(
        torch.conv2d(
            frames,
            parameters.weight(synapse.weightName()),
            new TensorOptional(),
            new long[] {synapse.stride(), synapse.stride()},
            new long[] {synapse.padding(), synapse.padding()},
            new long[] {1, 1},
            1));
  }

  @Override
  public Tensor multiply(Synapse.Dense synapse, Tensor rows) {
    return operators.linear(rows, parameters.weight(synapse.weightName()));
  }
}
