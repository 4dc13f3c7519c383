package org.dietsnn.cpu.reference;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Precision;

/**
 * The plain double-precision engine: the yardstick for the others, too slow for large nets. Memory
 * of a training step or a probe grows with images times time steps times neurons. One thread, so
 * results are the same everywhere.
 *
 * <p>The activity that it reports counts, for spikes and real values alike, one multiplication and
 * one addition per weight and (pooled) input that lie on each other, without those on the zero
 * padding, and one multiplication per pooled neuron; silent inputs are multiplied, too. A synapse
 * that reads the input is executed once, whatever the number of time steps. Biases, neurons and
 * dropout are not counted.
 */
public final class ReferenceBackend implements ComputeBackend {
  /** The name by which users choose it. */
  static final String NAME = "reference";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "CPU reference: float64, plain loops, one thread";
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public NetworkSession open(Network network, Parameters parameters) {
    return new ReferenceSession(network, parameters);
  }

  @Override
  public TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser) {
    return new ReferenceTrainingSession(network, parameters, optimiser);
  }
}
