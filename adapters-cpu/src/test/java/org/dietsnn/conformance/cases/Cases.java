package org.dietsnn.conformance.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.junit.jupiter.api.Named;

/**
 * The networks on which backends are compared with the reference engine: all three resets with all
 * five surrogates, the kinds of networks that users train, and random ones. The system property
 * {@code dietsnn.conformance.cases} sets the number of the latter.
 */
public final class Cases {
  private static final String PROPERTY = "dietsnn.conformance.cases";
  private static final int RANDOM = Integer.getInteger(PROPERTY, 40);

  /** One in so many random networks rectifies. */
  private static final int RECTIFYING = 4;

  private static final Neuron LIF = Neuron.Lif.standard();
  private static final Neuron HARD = new Neuron.Lif(Reset.HARD, new Surrogate.ArcTan(2));
  private static final Neuron UNLEAKED =
      new Neuron.Lif(Reset.SOFT_UNLEAKED, new Surrogate.FastSigmoid(3));
  private static final Neuron RELU = new Neuron.Relu();

  private static final NetworkCase RICH =
      NetworkCase.of("residual, 7 images", NamedNetworks.residual(LIF), 3, 7);
  private static final List<NetworkCase> SPIKING = spikingCases();
  private static final List<NetworkCase> RECTIFIERS = rectifyingCases();

  private Cases() {}

  /** Spiking networks. */
  public static Stream<Named<NetworkCase>> spiking() {
    return named(SPIKING);
  }

  /** Spiking networks and ANNs. */
  public static Stream<Named<NetworkCase>> all() {
    return Stream.concat(named(SPIKING), named(RECTIFIERS));
  }

  /**
   * A residual network with pooling of odd sizes, a shortcut, strides and dropout, and 7 images,
   * for what is not about a particular network.
   */
  public static NetworkCase rich() {
    return RICH;
  }

  private static Stream<Named<NetworkCase>> named(List<NetworkCase> cases) {
    return cases.stream().map(one -> Named.of(one.name(), one));
  }

  private static List<NetworkCase> spikingCases() {
    List<NetworkCase> cases = new ArrayList<>();
    for (Reset reset : Reset.values()) {
      for (Surrogate surrogate : surrogates()) {
        cases.add(
            NetworkCase.of(
                reset + " with " + surrogate,
                NamedNetworks.small(new Neuron.Lif(reset, surrogate)),
                4,
                3));
      }
    }
    cases.add(RICH);
    cases.add(NetworkCase.of("residual, hard reset", NamedNetworks.residual(HARD), 5, 2));
    for (int timeSteps = 1; timeSteps <= 5; timeSteps++) {
      String name = "VGG, T = " + timeSteps;
      cases.add(NetworkCase.of(name, NamedNetworks.vgg(LIF), timeSteps, 6 - timeSteps));
    }
    cases.add(NetworkCase.of("VGG, 13 images", NamedNetworks.vgg(UNLEAKED), 2, 13));
    cases.add(NetworkCase.of("biases", NamedNetworks.biased(UNLEAKED), 4, 3));
    for (int kernel = 1; kernel <= 3; kernel++) {
      String name = "kernel of " + kernel + " that covers its source";
      cases.add(NetworkCase.of(name, NamedNetworks.covering(LIF, kernel), 3, 5));
    }
    cases.add(NetworkCase.of("many channels", NamedNetworks.manyChannels(LIF), 2, 2));
    cases.add(NetworkCase.of("many steps", NamedNetworks.small(HARD), 40, 2));
    for (int seed = 0; seed < RANDOM; seed++) {
      if (seed % RECTIFYING != 0) {
        cases.add(NetworkCase.draw(seed, true));
      }
    }
    return List.copyOf(cases);
  }

  private static List<NetworkCase> rectifyingCases() {
    List<NetworkCase> cases = new ArrayList<>();
    cases.add(NetworkCase.of("VGG that rectifies", NamedNetworks.vgg(RELU), 1, 5));
    cases.add(NetworkCase.of("residual that rectifies", NamedNetworks.residual(RELU), 1, 3));
    cases.add(NetworkCase.of("biases, rectifying", NamedNetworks.biased(RELU), 1, 4));
    cases.add(NetworkCase.of("many rectifying", NamedNetworks.manyChannels(RELU), 1, 2));
    for (int seed = 0; seed < RANDOM; seed += RECTIFYING) {
      cases.add(NetworkCase.draw(seed, false));
    }
    return List.copyOf(cases);
  }

  private static List<Surrogate> surrogates() {
    return List.of(
        Surrogate.standard(),
        new Surrogate.Exponential(0.7, 1.2),
        new Surrogate.FastSigmoid(3),
        new Surrogate.ArcTan(2),
        new Surrogate.Rectangular(1.1));
  }
}
