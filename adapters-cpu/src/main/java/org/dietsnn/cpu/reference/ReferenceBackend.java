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
 * of a training step or a probe grows with images times time steps times neurons.
 */
public final class ReferenceBackend implements ComputeBackend {
  @Override
  public String name() {
    return "reference";
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
