package org.dietsnn.benchmarks.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Synapse;

/**
 * Back-propagation from the logits to all parameters, last population first. A population's
 * currents get the gradient c D of {@link LifLoop#backward}; the constant c is applied to weights
 * and weight gradients, which are small.
 */
@SuppressWarnings("try") // A scope is there to be closed.
final class BackwardPass {
  private final BoxedOperators operators;
  private final Network network;
  private final TorchParameters parameters;
  private final Currents currents;
  private final ForwardTape tape;
  private final Map<String, Tensor> weightGradients = new LinkedHashMap<>();
  private final Map<String, Double> neuronGradients = new LinkedHashMap<>();

  /** dL/doutput by population: of all frames or, where it is the same at all steps, of one step. */
  private final Tensor[] arriving;

  BackwardPass(
      Torch libtorch,
      Network network,
      TorchParameters parameters,
      Currents currents,
      ForwardTape tape) {
    this.operators = libtorch.operators();
    this.network = network;
    this.parameters = parameters;
    this.currents = currents;
    this.tape = tape;
    this.arriving = new Tensor[network.populations().size()];
  }

  /** Gradients of weights by name, in the layout of the weights; valid until {@link #release}. */
  Map<String, Tensor> weightGradients() {
    return weightGradients;
  }

  /** Gradients of thresholds and leaks in the order of {@link TorchParameters#neuronNames}. */
  float[] neuronGradients() {
    float[] values = new float[parameters.neuronNames().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = neuronGradients.get(parameters.neuronNames().get(i)).floatValue();
    }
    return values;
  }

  void release() {
    weightGradients.values().forEach(Tensor::releaseReference);
    weightGradients.clear();
  }

  /** Goes back through the last run of the tape, whose memory it frees on the way. */
  void run(Tensor logitGradient) {
    try (PointerScope scope = new PointerScope()) {
      output(logitGradient);
    }
    tape.releaseSummed();
    for (int p = network.populations().size() - 2; p > 0; p--) {
      try (PointerScope scope = new PointerScope()) {
        hidden(p);
      }
      arriving[p].releaseReference();
      arriving[p] = null;
      tape.release(p);
    }
  }

  private void output(Tensor logitGradient) {
    Synapse.Dense synapse = currents.outputSynapse();
    keepWeight(synapse, denseWeightGradient(logitGradient, tape.summed()));
    Tensor weight = parameters.weight(synapse.weightName());
    Tensor read = tape.signal(synapse.source()).through(synapse);
    toSource(synapse, framesOfRows(operators.linear(logitGradient, weight.t()), read), 1);
  }

  private void hidden(int p) {
    Tensor output = tape.output(p);
    Tensor gradient = Layout.channelsLast(arriving[p]);
    double factor = 1;
    Tensor result;
    if (network.population(p).spiking()) {
      LifLoop loop = tape.loop(p);
      Tensor potentials = tape.potentials(p);
      Tensor flat = loop.backward(potentials, Layout.flat(gradient));
      LifLoop.NeuronGradient neuron = loop.parameters(potentials, Layout.flat(output), flat);
      neuronGradients.put(network.population(p).thresholdName(), neuron.threshold());
      neuronGradients.put(network.population(p).leakName(), neuron.leak());
      factor = loop.factor();
      if (currents.constant(p)) {
        flat = flat.view(tape.steps(), -1).sum(0);
      }
      result = Layout.framesLike(flat, output);
    } else {
      torch.threshold_backward_outf(gradient, output, new Scalar(0f), gradient);
      result = gradient;
    }
    for (Synapse synapse : network.population(p).synapses()) {
      through(synapse, result, factor);
    }
  }

  /**
   * Through one synapse.
   *
   * @param gradient D, as frames
   * @param factor c
   */
  private void through(Synapse synapse, Tensor gradient, double factor) {
    Tensor read = tape.signal(synapse.source()).through(synapse);
    if (synapse instanceof Synapse.Convolution convolution) {
      convolution(convolution, gradient, read, factor);
    } else if (synapse instanceof Synapse.Dense dense) {
      Tensor rows = Layout.rows(read);
      keepWeight(dense, scaled(denseWeightGradient(gradient, rows), factor));
      if (dense.source() > 0) {
        Tensor weight = parameters.weight(dense.weightName());
        // Rows are few: scaling the result costs less than scaling this weight.
        Tensor back = scaled(operators.linear(gradient, weight.t()), factor);
        toSource(dense, framesOfRows(back, read), 1);
      }
    } else {
      toSource(synapse, gradient, factor);
    }
  }

  private void convolution(
      Synapse.Convolution synapse, Tensor gradient, Tensor read, double factor) {
    boolean further = synapse.source() > 0;
    Tensor weight = parameters.weight(synapse.weightName());
    Tensor times = factor == 1 || !further ? weight : weight.mul(new Scalar((float) factor));
    BoolPointer wanted = new BoolPointer(3).put(0, further).put(1, true).put(2, false);
    T_TensorTensorTensor_T back =
        torch.convolution_backward(
            gradient,
            read,
            times,
            new LongArrayRefOptional(),
            new long[] {synapse.stride(), synapse.stride()},
            new long[] {synapse.padding(), synapse.padding()},
            new long[] {1, 1},
            false,
            new long[] {0, 0},
            1,
            wanted);
    keepWeight(synapse, scaled(Layout.channelsLast(Layout.own(back.get1())), factor));
    if (further) {
      toSource(synapse, Layout.own(back.get0()), 1);
    }
  }

  /**
   * {@code gradient^T rows}, by oneDNN as well: OpenBLAS is no quicker and has threads of its own,
   * which would contend with those of OpenMP.
   */
  private Tensor denseWeightGradient(Tensor gradient, Tensor rows) {
    return operators.linear(gradient.t().contiguous(), rows.t().contiguous());
  }

  /** In place. */
  private static Tensor scaled(Tensor tensor, double factor) {
    if (factor != 1) {
      tensor.mul_(new Scalar((float) factor));
    }
    return tensor;
  }

  private static Tensor framesOfRows(Tensor rows, Tensor example) {
    return example.dim() == 4
        ? rows.view(-1, example.size(1), example.size(2), example.size(3))
        : rows;
  }

  private void keepWeight(Synapse.Weighted synapse, Tensor gradient) {
    gradient.retainReference();
    weightGradients.put(synapse.weightName(), gradient);
  }

  /** Adds to dL/doutput of the population that a synapse reads, through its pooling. */
  private void toSource(Synapse synapse, Tensor gradient, double factor) {
    int source = synapse.source();
    Tensor back = gradient;
    if (synapse.pooling() > 1) {
      back = unpooled(gradient, tape.output(source), synapse.pooling());
    }
    if (arriving[source] == null) {
      boolean own = factor == 1 && !(synapse instanceof Synapse.Identity && synapse.pooling() == 1);
      arriving[source] = own ? back : back.mul(new Scalar((float) factor));
      arriving[source].retainReference();
    } else {
      if (arriving[source].size(0) < back.size(0)) {
        Tensor oneStep = arriving[source];
        arriving[source] = Layout.channelsLast(torch.cat(allSteps(oneStep)));
        arriving[source].retainReference();
        oneStep.releaseReference();
      }
      arriving[source].add_(back, new Scalar((float) factor));
    }
  }

  private TensorVector allSteps(Tensor oneStep) {
    TensorVector copies = new TensorVector();
    for (int t = 0; t < tape.steps(); t++) {
      copies.push_back(oneStep);
    }
    return copies;
  }

  private static Tensor unpooled(Tensor gradient, Tensor output, int window) {
    Tensor frames = output;
    if (gradient.size(0) != output.size(0)) {
      frames = output.narrow(0, 0, gradient.size(0));
    }
    long[] side = {window, window};
    return torch.avg_pool2d_backward(
        Layout.channelsLast(gradient),
        frames,
        side,
        side,
        new long[2],
        false,
        false,
        new LongOptional());
  }
}
