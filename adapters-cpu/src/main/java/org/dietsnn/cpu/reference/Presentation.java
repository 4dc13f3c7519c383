package org.dietsnn.cpu.reference;

import java.util.Arrays;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;

/**
 * One image presented to a network for T time steps, and all that happens in it. Populations are
 * computed one after the other, each over all time steps.
 */
final class Presentation {
  private final Wiring wiring;
  private final DoubleParameters parameters;
  private final int timeSteps;
  private final DropoutMasks dropout;
  private final int imageInBatch;

  /** U of spiking, input current of other populations: {@code [population][t][neuron]}. */
  final double[][][] potentials;

  /** Spikes or activations before dropout; the running sum of the current in the output. */
  final double[][][] emitted;

  /** What the synapses read: {@link #emitted} after dropout. */
  final double[][][] outputs;

  Presentation(
      Wiring wiring,
      DoubleParameters parameters,
      double[] image,
      int timeSteps,
      DropoutMasks dropout,
      int imageInBatch) {
    this.wiring = wiring;
    this.parameters = parameters;
    this.timeSteps = timeSteps;
    this.dropout = dropout;
    this.imageInBatch = imageInBatch;
    int populations = wiring.network().populations().size();
    potentials = new double[populations][][];
    emitted = new double[populations][][];
    outputs = new double[populations][][];
    outputs[0] = new double[timeSteps][];
    Arrays.fill(outputs[0], image);
    emitted[0] = outputs[0];
  }

  /** Computes every population with the thresholds of the parameters. */
  void run() {
    Network network = wiring.network();
    for (int p = 1; p < network.populations().size(); p++) {
      Population population = network.population(p);
      fire(p, population.spiking() ? parameters.scalar(population.thresholdName()) : 0);
    }
  }

  int timeSteps() {
    return timeSteps;
  }

  /** The input currents of a population {@code [t][neuron]}; those before it must have run. */
  double[][] currents(int p) {
    int neurons = wiring.network().population(p).shape().neurons();
    double[] fromInput = new double[neurons];
    for (Wiring.Wire wire : wiring.into(p)) {
      if (wire.readsInput()) {
        wire.forward(outputs[0][0], parameters, fromInput);
      }
    }
    double[][] current = new double[timeSteps][];
    for (int t = 0; t < timeSteps; t++) {
      current[t] = fromInput.clone();
      for (Wiring.Wire wire : wiring.into(p)) {
        if (!wire.readsInput()) {
          wire.forward(outputs[wire.synapse().source()][t], parameters, current[t]);
        }
      }
    }
    return current;
  }

  /** Computes what a population emits; the threshold is used by spiking populations only. */
  void fire(int p, double threshold) {
    Population population = wiring.network().population(p);
    double[][] current = currents(p);
    emitted[p] = new double[timeSteps][population.shape().neurons()];
    potentials[p] = current;
    if (population.neuron() instanceof Neuron.Lif) {
      potentials[p] = new double[timeSteps][population.shape().neurons()];
      lif(p, threshold).forward(current, potentials[p], emitted[p]);
    } else if (population.neuron() instanceof Neuron.Relu) {
      for (int t = 0; t < timeSteps; t++) {
        for (int i = 0; i < current[t].length; i++) {
          emitted[p][t][i] = Math.max(0, current[t][i]);
        }
      }
    } else {
      for (int t = 0; t < timeSteps; t++) {
        for (int i = 0; i < current[t].length; i++) {
          emitted[p][t][i] = current[t][i] + (t > 0 ? emitted[p][t - 1][i] : 0);
        }
      }
    }
    outputs[p] = dropped(p);
  }

  /** The neurons of a spiking population with a threshold and the leak of the parameters. */
  Lif lif(int p, double threshold) {
    Population population = wiring.network().population(p);
    return new Lif(
        (Neuron.Lif) population.neuron(), threshold, parameters.scalar(population.leakName()));
  }

  /** Factor on what a neuron emits: 0 or the scale under dropout, else 1. */
  double dropoutFactor(int p, int neuron) {
    if (!dropout.kept().containsKey(p)) {
      return 1;
    }
    int neurons = wiring.network().population(p).shape().neurons();
    return dropout.keeps(p, neurons, imageInBatch, neuron) ? dropout.scale() : 0;
  }

  private double[][] dropped(int p) {
    if (!dropout.kept().containsKey(p)) {
      return emitted[p];
    }
    double[][] output = new double[timeSteps][emitted[p][0].length];
    for (int t = 0; t < timeSteps; t++) {
      for (int i = 0; i < output[t].length; i++) {
        output[t][i] = emitted[p][t][i] * dropoutFactor(p, i);
      }
    }
    return output;
  }

  /** The output potentials after the last time step. */
  double[] logits() {
    return emitted[emitted.length - 1][timeSteps - 1];
  }
}
