package org.dietsnn.benchmarks.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;

/**
 * Training steps of an SNN or an ANN on one batch: forward, cross entropy, back-propagation through
 * time, fused Adam. The backward pass is written by hand with the operators that autograd would
 * call for the synapses and with {@link LifLoop} for the neurons. Native memory is freed when the
 * garbage collector finds this.
 */
@SuppressWarnings("try") // A scope is there to be closed.
public final class TorchTraining {
  private final TorchParameters parameters;
  private final Currents currents;
  private final TorchAdam optimiser;
  private final ForwardTape tape;
  private final BackwardPass backward;
  private final Tensor labels;

  /**
   * Gets everything ready that is the same in each step.
   *
   * @param parameters of the network; a weight that is missing is drawn
   * @param images {@code [n][channel][row][column]}, presented in every step
   * @param labels the class of each image
   * @param steps T, 1 for an ANN
   * @throws IllegalArgumentException if the network has something that this side does not run
   */
  public TorchTraining(
      Torch torch,
      Network network,
      Parameters parameters,
      org.dietsnn.domain.tensor.Tensor images,
      int[] labels,
      int steps) {
    this.parameters = new TorchParameters(network, parameters);
    this.currents = new Currents(network, new PlainWeights(torch, this.parameters));
    this.optimiser = new TorchAdam(torch, this.parameters);
    this.labels = oneHot(labels, network.classes());
    Tensor input = Layout.tensor(images.toFloats(), images.shape());
    this.tape = new ForwardTape(network, this.parameters, currents, input, steps);
    this.backward = new BackwardPass(torch, network, this.parameters, currents, tape);
  }

  private static Tensor oneHot(int[] labels, int classes) {
    float[] values = new float[labels.length * classes];
    for (int n = 0; n < labels.length; n++) {
      values[n * classes + labels[n]] = 1;
    }
    return Layout.tensor(values, labels.length, classes);
  }

  /**
   * One step.
   *
   * @param rate learning rate
   * @return the logits from before it, {@code [n][class]} row-major
   */
  public float[] step(double rate) {
    try (PointerScope scope = new PointerScope()) {
      float[] logits = differentiate();
      optimiser.update(backward.weightGradients(), backward.neuronGradients(), rate);
      backward.release();
      return logits;
    }
  }

  /**
   * Forward and backward only.
   *
   * @return the gradients by parameter name, in the layout of checkpoints
   */
  public Map<String, float[]> gradients() {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      differentiate();
      backward
          .weightGradients()
          .forEach((name, gradient) -> gradients.put(name, Layout.canonical(gradient)));
      float[] neurons = backward.neuronGradients();
      for (int i = 0; i < neurons.length; i++) {
        gradients.put(parameters.neuronNames().get(i), new float[] {neurons[i]});
      }
      backward.release();
    }
    return gradients;
  }

  /** The present parameters by name, in the layout of checkpoints. */
  public Map<String, float[]> parameters() {
    Map<String, float[]> values = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      for (String name : parameters.weightNames()) {
        values.put(name, Layout.canonical(parameters.weight(name)));
      }
      float[] neurons = Layout.canonical(parameters.neurons());
      for (int i = 0; i < neurons.length; i++) {
        values.put(parameters.neuronNames().get(i), new float[] {neurons[i]});
      }
    }
    return values;
  }

  private float[] differentiate() {
    Tensor logits = tape.run();
    float[] result = Layout.canonical(logits);
    int images = (int) logits.size(0);
    // dL/dlogits of the mean cross entropy.
    Tensor gradient = torch.softmax(logits, 1);
    gradient.sub_(labels);
    gradient.mul_(new Scalar(1f / images));
    backward.run(gradient);
    return result;
  }
}
