package org.dietsnn.cpu.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What inference allocates once its arrays are there and its code is compiled: until then every
 * vector is an object. In a JVM of its own, whose compiler has seen nothing else, on one thread,
 * because threads allocate when they wait.
 */
class SteadyStateTest {
  private static final int STEPS = 5;
  private static final int CLASSES = 10;
  private static final int SIDE = 12;

  /** Counts, records and tasks, whatever the images. */
  private static final long EACH_CALL = 16 << 10;

  /** Records; the pixels of an image alone are 1728 bytes. */
  private static final long EACH_IMAGE = 300;

  @ParameterizedTest
  @EnumSource(SpikePath.class)
  void aCallAllocatesHardlyMoreThanItsResult(SpikePath path) throws IOException {
    assumeThat(KernelChoice.of("auto").kernels().name()).isEqualTo("vector");
    for (int count : new int[] {1, 32}) {
      long logits = (long) count * CLASSES * Double.BYTES;
      long wanted = logits + EACH_CALL + EACH_IMAGE * count;

      assertThat(leastAllocated(path, count, wanted)).isLessThanOrEqualTo(wanted);
    }
  }

  private static long leastAllocated(SpikePath path, int count, long wanted) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                PrintAllocated.class.getName(),
                path.name(),
                Integer.toString(count),
                Long.toString(wanted))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return Long.parseLong(new String(process.getInputStream().readAllBytes(), UTF_8));
  }

  /** The program of the other JVM. */
  static final class PrintAllocated {
    /** Enough for the compiler on a busy machine. */
    private static final int MOST_CALLS = 2000;

    private PrintAllocated() {}

    /**
     * Prints the bytes of the first call that allocates as little as wanted, or else the least of
     * all calls.
     *
     * @param args path, images and bytes wanted
     */
    public static void main(String[] args) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      Network network = network();
      Tensor images =
          NetworkCase.gaussian(new Random(3), 1, Integer.parseInt(args[1]), 3, SIDE, SIDE);
      long wanted = Long.parseLong(args[2]);
      long least = Long.MAX_VALUE;
      try (NetworkSession session =
          new FloatBackend(1, "vector", SpikePath.valueOf(args[0]), Membranes.STORED)
              .open(network, GaussianParameters.of(network, 0.8))) {
        for (int call = 0; call < MOST_CALLS && least > wanted; call++) {
          long before = threads.getCurrentThreadAllocatedBytes();
          session.infer(images, STEPS);
          least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
      }
      System.out.print(least);
    }
  }

  private static Network network() {
    List<Population> populations = new ArrayList<>();
    populations.add(
        new Population(0, "input", new Shape(3, SIDE, SIDE), new Neuron.Input(), List.of(), false));
    populations.add(
        spiking(
            1, new Shape(70, SIDE, SIDE), new Synapse.Convolution(0, 1, 3, 1, 1, "first", false)));
    populations.add(
        spiking(
            2, new Shape(70, SIDE, SIDE), new Synapse.Convolution(1, 1, 3, 1, 1, "second", true)));
    populations.add(
        spiking(
            3,
            new Shape(130, SIDE / 2, SIDE / 2),
            new Synapse.Convolution(2, 2, 3, 1, 1, "third", false),
            new Synapse.Convolution(1, 1, 1, 2, 0, "around", false)));
    populations.add(spiking(4, Shape.flat(300), new Synapse.Dense(3, 2, "dense", true)));
    populations.add(
        new Population(
            5,
            "output",
            Shape.flat(CLASSES),
            new Neuron.Accumulator(),
            List.of(new Synapse.Dense(4, 1, "last", true)),
            false));
    return new Network(populations);
  }

  private static Population spiking(int index, Shape shape, Synapse... synapses) {
    Neuron neuron = new Neuron.Lif(Reset.SOFT, new Surrogate.Linear(0.3));
    return new Population(index, "p" + index, shape, neuron, List.of(synapses), false);
  }
}
