package org.dietsnn.benchmarks.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.dietsnn.domain.network.Network;

/**
 * The forward pass of training, and what it leaves for the backward pass: potentials and spikes of
 * all steps and what the synapses read; of an ANN the activations.
 */
@SuppressWarnings("try") // A scope is there to be closed.
final class ForwardTape {
  private final Network network;
  private final TorchParameters parameters;
  private final Currents currents;
  private final int steps;
  private final Signal[] signals;
  private final Tensor[] potentials;
  private final Tensor[] outputs;
  private Tensor summed;

  ForwardTape(
      Network network, TorchParameters parameters, Currents currents, Tensor input, int steps) {
    this.network = network;
    this.parameters = parameters;
    this.currents = currents;
    this.steps = steps;
    int populations = network.populations().size();
    this.signals = new Signal[populations];
    this.potentials = new Tensor[populations];
    this.outputs = new Tensor[populations];
    signals[0] = new Signal(input, Signal.windows(network, 0));
    outputs[0] = input;
  }

  /** Runs the images; returns the logits. */
  Tensor run() {
    for (int p = 1; p < signals.length - 1; p++) {
      try (PointerScope scope = new PointerScope()) {
        outputs[p] = kept(fired(p));
        signals[p] = new Signal(outputs[p], Signal.windows(network, p));
      }
    }
    summed = kept(currents.summed(i -> signals[i], steps));
    return currents.logits(summed);
  }

  private Tensor fired(int p) {
    Tensor brought = currents.into(p, i -> signals[i]);
    if (!network.population(p).spiking()) {
      brought.relu_();
      return brought;
    }
    LifLoop loop = loop(p);
    Tensor flat = Layout.flat(brought);
    if (currents.constant(p)) {
      potentials[p] = kept(Layout.empty(steps * flat.numel()));
      return Layout.framesLike(loop.fireStatic(flat, potentials[p]), brought);
    }
    potentials[p] = kept(flat);
    return Layout.framesLike(loop.fire(flat), brought);
  }

  private static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  int steps() {
    return steps;
  }

  LifLoop loop(int p) {
    return parameters.loop(network.population(p), steps);
  }

  /** U of all steps, flat. */
  Tensor potentials(int p) {
    return potentials[p];
  }

  /** Spikes or activations as frames, not pooled. */
  Tensor output(int p) {
    return outputs[p];
  }

  Signal signal(int p) {
    return signals[p];
  }

  /** What the output population's synapse read, summed over time. */
  Tensor summed() {
    return summed;
  }

  /** Lets go of what only the backward pass through a population and its readers wanted. */
  void release(int p) {
    outputs[p].releaseReference();
    signals[p].release();
    if (potentials[p] != null) {
      potentials[p].releaseReference();
      potentials[p] = null;
    }
  }

  /** The same for the output population. */
  void releaseSummed() {
    summed.releaseReference();
  }
}
