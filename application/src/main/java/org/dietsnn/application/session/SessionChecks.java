package org.dietsnn.application.session;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Tensor;

/** The arguments of a session's calls, checked; every message says what was expected and found. */
public final class SessionChecks {
  private SessionChecks() {}

  /**
   * Checks a batch of images and counts it.
   *
   * @param images must be {@code [n][channel][row][column]} with n &gt;= 1 in the shape of the
   *     input population
   * @return n
   * @throws IllegalArgumentException if it is not
   */
  public static int images(Network network, Tensor images) {
    Shape input = network.input().shape();
    int[] found = images.shape();
    if (found.length != 4
        || found[0] < 1
        || found[1] != input.channels()
        || found[2] != input.height()
        || found[3] != input.width()) {
      throw new IllegalArgumentException(
          "images must have shape [n >= 1, %d, %d, %d], found %s"
              .formatted(input.channels(), input.height(), input.width(), Arrays.toString(found)));
    }
    return found[0];
  }

  /**
   * Checks a number of time steps: at least 1, and exactly 1 for a network that never fires.
   *
   * @throws IllegalArgumentException if it is another
   */
  public static void timeSteps(Network network, int timeSteps) {
    if (timeSteps < 1) {
      throw new IllegalArgumentException("time steps T = " + timeSteps + ", must be >= 1");
    }
    if (timeSteps != 1 && !network.spiking()) {
      throw new IllegalArgumentException(
          "time steps T = " + timeSteps + ", must be 1 for a network without spiking populations");
    }
  }

  /**
   * Checks that dropout masks are those of hidden populations and long enough for the batch.
   *
   * @throws IllegalArgumentException naming the population, the expected and the found length
   */
  public static void dropout(Network network, int images, DropoutMasks dropout) {
    if (!(dropout.scale() > 0 && Double.isFinite(dropout.scale()))) {
      throw new IllegalArgumentException(
          "dropout scale " + dropout.scale() + ", must be finite and > 0");
    }
    dropout
        .kept()
        .forEach(
            (population, words) -> {
              int last = network.populations().size() - 1;
              if (population < 1 || population >= last) {
                throw new IllegalArgumentException(
                    "dropout mask for population number %d, the hidden ones are 1 to %d"
                        .formatted(population, last - 1));
              }
              long bits = (long) images * network.population(population).shape().neurons();
              long expected = (bits + Long.SIZE - 1) / Long.SIZE;
              if (words.length != expected) {
                throw new IllegalArgumentException(
                    "dropout mask of population %s needs %d words for %d images, found %d"
                        .formatted(
                            network.population(population).name(), expected, images, words.length));
              }
            });
  }

  /**
   * Checks the length of a gradient with respect to the logits.
   *
   * @throws IllegalArgumentException if it is not images times classes
   */
  public static void logitGradient(Network network, int images, double[] gradient) {
    if (gradient.length != images * network.classes()) {
      throw new IllegalArgumentException(
          "the gradient of the logits needs %d x %d = %d values, found %d"
              .formatted(images, network.classes(), images * network.classes(), gradient.length));
    }
  }

  /** The name of one optimiser slot of one parameter in {@code optimiserState}. */
  public static String slotName(String slot, String parameter) {
    return slot + "/" + parameter;
  }

  /**
   * Checks that a state has exactly the slots of an optimiser for a network's parameters.
   *
   * @throws IllegalArgumentException naming the first slot that is missing, left over or misshapen
   */
  public static void optimiserState(Network network, Optimiser optimiser, Parameters state) {
    Set<String> expected = new HashSet<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      for (String slot : optimiser.slots()) {
        String name = slotName(slot, spec.name());
        expected.add(name);
        Tensor value = state.values().get(name);
        if (value == null) {
          throw new IllegalArgumentException(
              "optimiser state %s of shape %s is missing".formatted(name, spec.shape()));
        }
        if (!Arrays.equals(value.shape(), spec.dimensions())) {
          throw new IllegalArgumentException(
              "optimiser state %s must have shape %s, found %s"
                  .formatted(name, spec.shape(), Arrays.toString(value.shape())));
        }
      }
    }
    for (String name : state.values().keySet()) {
      if (!expected.contains(name)) {
        throw new IllegalArgumentException(
            "optimiser state %s belongs to no parameter; this optimiser has the slots %s"
                .formatted(name, optimiser.slots()));
      }
    }
  }
}
