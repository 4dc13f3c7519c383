package org.dietsnn.cpu.engine;

import org.dietsnn.application.failure.FailureException;
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

/**
 * The float32 engine on all cores. With the same kernels and the same width of vectors, results are
 * bit-identical whatever the number of threads; plain and vector kernels, and vectors of another
 * width, add in other orders and differ in rounding.
 *
 * <p>The activity that it reports counts, in weighted synapses of the forward pass: for what goes
 * the dense way {@link org.dietsnn.domain.network.Synapse#macs} multiplications and as many
 * additions per frame, taps on the zero padding included, because the kernels execute them; for
 * what goes the event-driven way one addition per weight that a spike meets, a neuron's spikes at a
 * set of steps being one, and one multiplication per output neuron. A synapse that reads the input
 * is executed once, whatever the number of time steps. Biases, pooling, shortcuts, neurons,
 * dropout, packing and padded channels of a tile are not counted.
 */
public final class FloatBackend implements ComputeBackend {
  /** The name by which users choose it. */
  static final String NAME = "cpu";

  private static final Logger LOG = LoggerFactory.getLogger(FloatBackend.class);

  private final KernelChoice choice;
  private final SpikePath path;
  private final Membranes membranes;
  private final Workers workers;

  /**
   * An engine.
   *
   * @param threads number of threads, at least 1; results do not depend on it
   * @param kernels auto, vector or plain
   * @throws IllegalArgumentException if an argument is another
   * @throws FailureException if vector kernels are demanded and not usable
   */
  public FloatBackend(int threads, String kernels) {
    this(threads, kernels, SpikePath.AUTO, Membranes.STORED);
  }

  /**
   * An engine.
   *
   * @param threads number of threads, at least 1; results do not depend on it
   * @param kernels auto, vector or plain
   * @param path which kernels take spikes
   * @param membranes what becomes of them in training
   * @throws IllegalArgumentException if an argument is another
   * @throws FailureException if vector kernels are demanded and not usable
   */
  public FloatBackend(int threads, String kernels, SpikePath path, Membranes membranes) {
    this(threads, KernelChoice.of(kernels), path, membranes);
  }

  /** An engine with settings that are known to be possible. */
  FloatBackend(EngineSettings settings) {
    this(settings.threads(), settings.kernels(), settings.path(), settings.membranes());
  }

  private FloatBackend(int threads, KernelChoice choice, SpikePath path, Membranes membranes) {
    this.choice = choice;
    this.path = path;
    this.membranes = membranes;
    this.workers = new Workers(threads);
    LOG.info("cpu engine: {} threads, {}", threads, choice.reason());
  }

  @Override
  public String name() {
    return NAME;
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
    return new FloatSession(network, parameters, choice.kernels(), path, workers, true);
  }

  @Override
  public TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser) {
    return new FloatTrainingSession(
        network, parameters, optimiser, choice.kernels(), path, membranes, workers);
  }
}
