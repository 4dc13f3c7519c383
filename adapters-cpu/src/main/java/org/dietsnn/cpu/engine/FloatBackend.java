package org.dietsnn.cpu.engine;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
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
 * what goes the event-driven way one addition per weight that an event meets (one spike, or all of
 * a 2x2 pooling window), with pooling also one multiplication, and one multiplication per output
 * neuron. A synapse that reads the input is executed once, whatever the number of time steps.
 * Biases, pooling, shortcuts, neurons, dropout, packing and padded channels of a tile are not
 * counted.
 */
@Singleton
public final class FloatBackend implements ComputeBackend {
  /** System property with the number of threads; all cores without it. */
  public static final String THREADS = "dietsnn.threads";

  /** System property with the kernels to use: auto (without it), vector or plain. */
  public static final String KERNELS = "dietsnn.kernels";

  private static final Logger LOG = LoggerFactory.getLogger(FloatBackend.class);

  /** System property with the way that spikes go: auto (without it), events or dense. */
  public static final String SPIKES = "dietsnn.spikes";

  /**
   * System property with what becomes of membranes in training: stored (without it) or recomputed.
   */
  public static final String MEMBRANES = "dietsnn.membranes";

  private final KernelChoice choice;
  private final SpikePath path;
  private final Membranes membranes;
  private final Workers workers;

  /**
   * An engine as the system properties want it.
   *
   * @throws FailureException if one of them has an impossible value, or vector kernels are demanded
   *     and not usable
   */
  @Inject
  public FloatBackend() {
    this(
        threadsWanted(),
        kernelsWanted(),
        wanted(SPIKES, SpikePath.values(), "auto, events or dense"),
        wanted(MEMBRANES, Membranes.values(), "stored or recomputed"));
  }

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

  private FloatBackend(int threads, KernelChoice choice, SpikePath path, Membranes membranes) {
    this.choice = choice;
    this.path = path;
    this.membranes = membranes;
    this.workers = new Workers(threads);
    LOG.info("cpu engine: {} threads, {}", threads, choice.reason());
  }

  private static int threadsWanted() {
    String wanted = System.getProperty(THREADS);
    if (wanted == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int threads = Integer.parseInt(wanted.strip());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw impossible(THREADS, wanted, "a whole number >= 1", e);
    }
    throw impossible(THREADS, wanted, "a whole number >= 1", null);
  }

  private static KernelChoice kernelsWanted() {
    String wanted = System.getProperty(KERNELS, "auto");
    try {
      return KernelChoice.of(wanted);
    } catch (IllegalArgumentException e) {
      throw impossible(KERNELS, wanted, "auto, vector or plain", e);
    }
  }

  private static <E extends Enum<E>> E wanted(String property, E[] values, String expected) {
    String wanted = System.getProperty(property);
    if (wanted == null) {
      return values[0];
    }
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(wanted)) {
        return value;
      }
    }
    throw impossible(property, wanted, expected, null);
  }

  private static FailureException impossible(
      String property, String found, String expected, RuntimeException cause) {
    return new FailureException(
        FailureKind.USAGE,
        "system property %s must be %s, found \"%s\"".formatted(property, expected, found),
        cause);
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
    return new FloatSession(network, parameters, choice.kernels(), path, workers, true);
  }

  @Override
  public TrainingSession openTraining(Network network, Parameters parameters, Optimiser optimiser) {
    return new FloatTrainingSession(
        network, parameters, optimiser, choice.kernels(), path, membranes, workers);
  }
}
