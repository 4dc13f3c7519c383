package org.dietsnn.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;
import org.junit.jupiter.api.Test;

/** The contracts are worth as much as the cases they see. */
class CasesTest {
  private static final int CASES = 300;

  private final Map<String, Integer> seen = new TreeMap<>();

  @Test
  void theKitSeesEverythingANetworkMayBeMadeOf() {
    Cases.all().forEach(named -> look(named.getPayload()));

    assertThat(seen)
        .containsKeys("T = 1", "T = 2", "T = 3", "T = 4", "T = 5", "T = 40")
        .containsKeys("dropout", "no dropout", "one image", "several images")
        .containsKeys("kernel 1", "kernel 3", "kernel 5", "stride 1", "stride 2")
        .containsKeys("no padding", "padding 1", "padding 2", "convolution, bias", "dense, bias")
        .containsKeys("convolution, pooled", "dense, pooled", "identity, pooled", "identity")
        .containsKeys("odd size pooled", "input mixed with spikes", "only static current");
    for (Reset reset : Reset.values()) {
      for (Class<?> surrogate : Surrogate.class.getPermittedSubclasses()) {
        assertThat(seen).containsKey(reset + " with " + surrogate.getSimpleName());
      }
    }
  }

  @Test
  void randomCasesSeeEverythingANetworkMayBeMadeOf() {
    for (long seed = 0; seed < CASES; seed++) {
      look(NetworkCase.draw(seed * 7919, true, 0));
    }

    assertThat(seen)
        .containsKeys("T = 1", "T = 2", "T = 3", "T = 4", "T = 5", "T = 6", "T = 7", "T = 8")
        .containsKeys("dropout", "no dropout", "one image", "several images")
        .containsKeys("kernel 1", "kernel 3", "kernel 5", "stride 1", "stride 2")
        .containsKeys("no padding", "padding 1", "padding 2", "convolution, bias", "dense, bias")
        .containsKeys("convolution, pooled", "dense, pooled", "identity, pooled", "identity")
        .containsKeys("odd size pooled", "input mixed with spikes", "only static current")
        .containsKeys("3 synapses", "identity beside 1x1", "two synapses from one source")
        .containsKeys("Linear", "Exponential", "FastSigmoid", "ArcTan", "Rectangular", "Relu")
        .containsKeys(Reset.SOFT.name(), Reset.SOFT_UNLEAKED.name(), Reset.HARD.name());
    seen.forEach((what, times) -> assertThat(times).as(what).isGreaterThanOrEqualTo(CASES / 100));
  }

  private void look(NetworkCase one) {
    see("T = " + one.timeSteps());
    see(one.dropout().kept().isEmpty() ? "no dropout" : "dropout");
    see(one.labels().length == 1 ? "one image" : "several images");
    for (Population population : one.network().populations()) {
      look(one.network(), population);
    }
  }

  private void see(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  private void look(Network network, Population population) {
    if (population.neuron() instanceof Neuron.Lif lif) {
      see(lif.reset().name());
      see(lif.surrogate().getClass().getSimpleName());
      see(lif.reset() + " with " + lif.surrogate().getClass().getSimpleName());
    } else {
      see(population.neuron().getClass().getSimpleName());
    }
    long fromInput = population.synapses().stream().filter(s -> s.source() == 0).count();
    int count = population.synapses().size();
    see(count + " synapses");
    if (fromInput > 0) {
      see(fromInput < count ? "input mixed with spikes" : "only static current");
    }
    if (population.synapses().stream().mapToInt(Synapse::source).distinct().count() < count) {
      see("two synapses from one source");
    }
    if (population.synapses().stream().anyMatch(Synapse.Identity.class::isInstance)
        && population.synapses().stream()
            .anyMatch(s -> s instanceof Synapse.Convolution c && c.kernel() == 1)) {
      see("identity beside 1x1");
    }
    population.synapses().forEach(synapse -> look(network.sourceShape(synapse), synapse));
  }

  private void look(Shape from, Synapse synapse) {
    String kind = synapse.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    see(kind);
    if (synapse.pooling() > 1) {
      see(kind + ", pooled");
      see(
          from.height() % synapse.pooling() + from.width() % synapse.pooling() > 0
              ? "odd size pooled"
              : "whole size pooled");
    }
    if (synapse instanceof Synapse.Weighted weighted && weighted.bias()) {
      see(kind + ", bias");
    }
    if (synapse instanceof Synapse.Convolution convolution) {
      see("kernel " + convolution.kernel());
      see("stride " + convolution.stride());
      see(convolution.padding() == 0 ? "no padding" : "padding " + convolution.padding());
    }
  }
}
