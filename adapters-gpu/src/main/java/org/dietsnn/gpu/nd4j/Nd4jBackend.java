package org.dietsnn.gpu.nd4j;

import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Precision;

/**
 * The float32 engine on ND4J: dense operations on whole populations over all time steps, on
 * whichever device ND4J has. The activity that it reports counts {@link
 * org.dietsnn.domain.network.Synapse#macs} multiplications and as many additions per frame of a
 * weighted synapse, silent inputs and zero padding included; a synapse that reads the input is
 * executed once, whatever the number of time steps.
 */
public final class Nd4jBackend implements ComputeBackend {
  /** The name by which users choose it. */
  public static final String NAME = "nd4j";

  private final Nd4jRuntime runtime;

  /**
   * A backend.
   *
   * @param runtime ND4J, started
   */
  public Nd4jBackend(Nd4jRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "float32 through ND4J, " + runtime.description();
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public NetworkSession open(Network network, Parameters parameters) {
    return new Nd4jSession(runtime, network, parameters);
  }

  @Override
  public TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser) {
    return new Nd4jTrainingSession(runtime, network, parameters, optimiser);
  }
}
