package org.dietsnn.domain.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.dietsnn.domain.neuron.Neuron;

/**
 * A feed-forward graph of populations. The first population is the input, the last one the output;
 * every synapse reads an earlier population. The ANN and the SNN are the same graph with other
 * neurons.
 *
 * @param populations in an order in which each can be computed from those before it
 */
public record Network(List<Population> populations) {
  /**
   * Checks the graph.
   *
   * @throws IllegalArgumentException naming the population, the expected and the found shape, if
   *     input or output is misplaced, a synapse reads a later population, shapes do not fit, or two
   *     parameters share a name
   */
  public Network {
    populations = List.copyOf(populations);
    if (populations.size() < 2) {
      throw new IllegalArgumentException(
          "a network needs an input and an output population, found " + populations.size());
    }
    for (int p = 0; p < populations.size(); p++) {
      check(populations, p);
    }
    Set<String> names = new HashSet<>();
    for (ParameterSpec spec : specs(populations)) {
      if (!names.add(spec.name())) {
        throw new IllegalArgumentException("two parameters are named " + spec.name());
      }
    }
  }

  private static void check(List<Population> populations, int index) {
    Population population = populations.get(index);
    boolean first = index == 0;
    boolean last = index == populations.size() - 1;
    if (first != (population.neuron() instanceof Neuron.Input)
        || last != (population.neuron() instanceof Neuron.Accumulator)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "population %s is number %d of %d and has neuron %s; the first must be the input, the last the accumulating output, and no other",
              population.name(),
              index + 1,
              populations.size(),
              population.neuron()));
    }
    if (first != population.synapses().isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "population %s has %d synapses; the input has none and every other at least one",
              population.name(),
              population.synapses().size()));
    }
    for (Synapse synapse : population.synapses()) {
      if (synapse.source() < 0 || synapse.source() >= index) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a synapse of population %s (number %d) reads population number %d, which is not before it",
                population.name(),
                index,
                synapse.source()));
      }
      Shape brought =
          synapse.currentShape(populations.get(synapse.source()).shape(), population.shape());
      if (!brought.equals(population.shape())) {
        throw new IllegalArgumentException(
            "population %s has shape %s, but its synapse from %s brings %s"
                .formatted(
                    population.name(),
                    population.shape(),
                    populations.get(synapse.source()).name(),
                    brought));
      }
    }
  }

  /** The input population. */
  public Population input() {
    return populations.get(0);
  }

  /** The output population. */
  public Population output() {
    return populations.get(populations.size() - 1);
  }

  /** The number of classes. */
  public int classes() {
    return output().shape().neurons();
  }

  /** The population at an index. */
  public Population population(int index) {
    return populations.get(index);
  }

  /** The shape of the population that a synapse reads, before pooling. */
  public Shape sourceShape(Synapse synapse) {
    return populations.get(synapse.source()).shape();
  }

  /** Indices of the populations that fire, in order. */
  public int[] spikingPopulations() {
    return IntStream.range(0, populations.size())
        .filter(p -> populations.get(p).spiking())
        .toArray();
  }

  /** Whether any population fires. */
  public boolean spiking() {
    return populations.stream().anyMatch(Population::spiking);
  }

  /** Multiply-accumulates of one image through every synapse once. */
  public long macs() {
    return populations.stream().mapToLong(population -> macs(population, synapse -> true)).sum();
  }

  /**
   * Those of {@link #macs()} in synapses that read the input. It is static, so that they need
   * computing once, whatever the number of time steps.
   */
  public long inputMacs() {
    return populations.stream()
        .mapToLong(population -> macs(population, synapse -> synapse.source() == 0))
        .sum();
  }

  /** Multiply-accumulates of one image through every synapse of one population once. */
  public long macs(Population population) {
    return macs(population, synapse -> true);
  }

  private long macs(Population population, Predicate<Synapse> counted) {
    return population.synapses().stream()
        .filter(counted)
        .mapToLong(synapse -> synapse.macs(sourceShape(synapse), population.shape()))
        .sum();
  }

  /** The number of trainable scalars. */
  public long parameterCount() {
    return parameterSpecs().stream().mapToLong(ParameterSpec::count).sum();
  }

  /** Weights and biases in graph order, then thresholds, then leaks. */
  public List<ParameterSpec> parameterSpecs() {
    return specs(populations);
  }

  private static List<ParameterSpec> specs(List<Population> populations) {
    List<ParameterSpec> specs = new ArrayList<>();
    for (Population population : populations) {
      for (Synapse synapse : population.synapses()) {
        if (synapse instanceof Synapse.Weighted weighted) {
          Shape from = populations.get(synapse.source()).shape();
          int[] shape = weighted.weightShape(from, population.shape());
          specs.add(
              new ParameterSpec(
                  weighted.weightName(),
                  ParameterRole.WEIGHT,
                  IntStream.of(shape).boxed().toList()));
          if (weighted.bias()) {
            specs.add(
                new ParameterSpec(weighted.biasName(), ParameterRole.BIAS, List.of(shape[0])));
          }
        }
      }
    }
    for (Population population : populations) {
      if (population.spiking()) {
        specs.add(
            new ParameterSpec(population.thresholdName(), ParameterRole.THRESHOLD, List.of(1)));
      }
    }
    for (Population population : populations) {
      if (population.spiking()) {
        specs.add(new ParameterSpec(population.leakName(), ParameterRole.LEAK, List.of(1)));
      }
    }
    return specs;
  }

  /** The same graph with another neuron in each hidden population. */
  public Network withHiddenNeurons(Function<Population, Neuron> neuron) {
    List<Population> changed = new ArrayList<>(populations);
    for (int p = 1; p < populations.size() - 1; p++) {
      changed.set(p, populations.get(p).with(neuron.apply(populations.get(p))));
    }
    return new Network(changed);
  }
}
