package org.dietsnn.gpu.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.SgdMomentum;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The optimiser on the device: the rules of {@link Adam} and {@link SgdMomentum} in operations on
 * pieces of all weights at once. Thresholds and leaks, which are on the host, are updated by the
 * rules themselves. Every penalty that applies to weights applies to biases.
 */
final class DeviceUpdate implements AutoCloseable {
  private final Optimiser optimiser;
  private final ParameterArrays parameters;
  private final ParameterArrays gradients;
  private final List<ParameterArrays> slots = new ArrayList<>();
  private final Arena arena = new Arena();
  private final Slices values;
  private final Slices gradient;
  private final List<Slices> state = new ArrayList<>();
  private final Spare decayed;
  private final Spare divisor;

  /** An optimiser whose slots are zero. */
  DeviceUpdate(
      Network network, Optimiser optimiser, ParameterArrays parameters, ParameterArrays gradients) {
    this.optimiser = optimiser;
    this.parameters = parameters;
    this.gradients = gradients;
    this.values = new Slices(parameters.weights(), 1);
    this.gradient = new Slices(gradients.weights(), 1);
    for (int slot = 0; slot < optimiser.slots().size(); slot++) {
      slots.add(new ParameterArrays(network));
      state.add(new Slices(slots.get(slot).weights(), 1));
    }
    long spare = Slices.spareLength(parameters.weights().length());
    this.decayed = new Spare(arena.take(spare), values);
    this.divisor = new Spare(arena.take(spare), values);
  }

  /** The state by slot; not copies. */
  List<ParameterArrays> slots() {
    return slots;
  }

  /** Updates all parameters. */
  void run(UpdateStep step) {
    for (int piece = 0; piece < values.pieces(); piece++) {
      if (optimiser instanceof Adam adam) {
        update(adam, step, piece);
      } else {
        update((SgdMomentum) optimiser, step, piece);
      }
    }
    float[][] own = slots.stream().map(ParameterArrays::neurons).toArray(float[][]::new);
    List<ParameterSpec> specs = parameters.neuronSpecs();
    for (int i = 0; i < specs.size(); i++) {
      ParameterRole role = specs.get(i).role();
      optimiser.update(step, role, parameters.neurons(), gradients.neurons(), i, own, i, i + 1);
    }
  }

  private void update(Adam adam, UpdateStep step, int piece) {
    INDArray value = values.at(piece, 0);
    INDArray g = penalised(adam.weightDecay(ParameterRole.WEIGHT), piece);
    INDArray first = state.get(0).at(piece, 0);
    INDArray second = state.get(1).at(piece, 0);
    INDArray unused = divisor.at(piece);
    Elementwise.scale(first, adam.beta1(), first);
    Elementwise.addScaled(1 - adam.beta1(), g, first);
    Elementwise.square(g, unused);
    Elementwise.scale(second, adam.beta2(), second);
    Elementwise.addScaled(1 - adam.beta2(), unused, second);
    INDArray used = second;
    if (adam.amsgrad()) {
      used = state.get(2).at(piece, 0);
      Elementwise.greater(used, second, used);
    }
    double number = step.number();
    double rate = step.learningRate() / (1 - Math.pow(adam.beta1(), number));
    double rootScale = 1 / Math.sqrt(1 - Math.pow(adam.beta2(), number));
    Elementwise.root(used, unused);
    Elementwise.scale(unused, rootScale, unused);
    Elementwise.add(unused, adam.epsilon(), unused);
    Elementwise.divide(first, unused, unused);
    Elementwise.addScaled(-rate, unused, value);
  }

  private void update(SgdMomentum sgd, UpdateStep step, int piece) {
    INDArray velocity = state.get(0).at(piece, 0);
    INDArray g = penalised(sgd.weightDecay(ParameterRole.WEIGHT), piece);
    Elementwise.scale(velocity, sgd.momentum(), velocity);
    Elementwise.addScaled(1, g, velocity);
    Elementwise.addScaled(-step.learningRate(), velocity, values.at(piece, 0));
  }

  /** gradient + decay * value. */
  private INDArray penalised(double decay, int piece) {
    INDArray plain = gradient.at(piece, 0);
    if (decay == 0) {
      return plain;
    }
    INDArray sum = decayed.at(piece);
    Elementwise.copy(plain, sum);
    Elementwise.addScaled(decay, values.at(piece, 0), sum);
    return sum;
  }

  @Override
  public void close() {
    slots.forEach(ParameterArrays::close);
    arena.close();
  }
}
