package org.dietsnn.benchmarks.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Adam as PyTorch's fused kernel computes it; state in the layout of the parameters. */
final class TorchAdam {
  /** The state of one tensor. */
  private record State(Tensor first, Tensor second, Tensor step) {
    static State zero(Tensor parameter) {
      return new State(
          torch.zeros_like(parameter), torch.zeros_like(parameter), Tensor.create(0f).squeeze());
    }
  }

  private static final String NEURONS = "";

  private final BoxedOperators operators;
  private final TorchParameters parameters;
  private final Map<String, State> states = new LinkedHashMap<>();

  TorchAdam(Torch libtorch, TorchParameters parameters) {
    this.operators = libtorch.operators();
    this.parameters = parameters;
    for (String name : parameters.weightNames()) {
      states.put(name, State.zero(parameters.weight(name)));
    }
    states.put(NEURONS, State.zero(parameters.neurons()));
  }

  /** Updates all parameters and brings thresholds and leaks into their range. */
  void update(Map<String, Tensor> weightGradients, float[] neuronGradients, double rate) {
    weightGradients.forEach(
        (name, gradient) -> update(name, parameters.weight(name), gradient, rate));
    if (neuronGradients.length > 0) {
      update(
          NEURONS,
          parameters.neurons(),
          Layout.tensor(neuronGradients, neuronGradients.length),
          rate);
      parameters.clampNeurons();
    }
  }

  private void update(String name, Tensor values, Tensor gradient, double rate) {
    State state = states.get(name);
    state.step().add_(new Scalar(1f));
    operators.adam(values, gradient, state.first(), state.second(), state.step(), rate);
  }
}
