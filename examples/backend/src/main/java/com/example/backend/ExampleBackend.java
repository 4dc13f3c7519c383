package com.example.backend;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Precision;

/** Lets the reference engine compute, where a real one would have an engine of its own. */
final class ExampleBackend implements ComputeBackend {
  static final String NAME = "example";

  private final ComputeBackend engine = new ReferenceBackend();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "example: " + engine.description();
  }

  @Override
  public Precision precision() {
    return engine.precision();
  }

  @Override
  public NetworkSession open(Network network, Parameters parameters) {
    return engine.open(network, parameters);
  }

  @Override
  public TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser) {
    return engine.openTraining(network, parameters, optimiser);
  }
}
