package org.dietsnn.cpu.engine;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Precision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The float32 engine on all cores. */
@Singleton
public final class FloatBackend implements ComputeBackend {
  /** System property with the number of threads; all cores without it. */
  public static final String THREADS = "dietsnn.threads";

  /** System property with the kernels to use: auto (without it), vector or plain. */
  public static final String KERNELS = "dietsnn.kernels";

  private static final Logger LOG = LoggerFactory.getLogger(FloatBackend.class);

  private final KernelChoice choice;
  private final Workers workers;

  /**
   * An engine as the system properties want it.
   *
   * @throws IllegalArgumentException if one of them has an impossible value
   */
  @Inject
  public FloatBackend() {
    this(threadsWanted(), System.getProperty(KERNELS, "auto"));
  }

  /**
   * An engine.
   *
   * @param threads number of threads, at least 1; results do not depend on it
   * @param kernels auto, vector or plain
   */
  public FloatBackend(int threads, String kernels) {
    this.choice = KernelChoice.of(kernels);
    this.workers = new Workers(threads);
    LOG.info("cpu engine: {} threads, {}", threads, choice.reason());
  }

  private static int threadsWanted() {
    String wanted = System.getProperty(THREADS);
    if (wanted == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      return Integer.parseInt(wanted.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s = \"%s\", must be a whole number >= 1".formatted(THREADS, wanted), e);
    }
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String description() {
    return "float32 on the CPU, %d threads, %s".formatted(workers.threads(), choice.reason());
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public NetworkSession open(Network network, Parameters parameters) {
    return new FloatSession(network, parameters, choice.kernels(), workers);
  }

  @Override
  public TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser) {
    return new FloatTrainingSession(network, parameters, optimiser, choice.kernels(), workers);
  }
}
