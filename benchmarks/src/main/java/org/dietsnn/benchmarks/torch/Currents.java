package org.dietsnn.benchmarks.torch;

import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/**
 * What the synapses of a population bring: for all steps in one call each or, where they read the
 * input, for the one step that stands for all.
 */
record Currents(Network network, SynapticWeights weights) {

  /**
   * The sum over the synapses of a hidden population, as frames; a new tensor.
   *
   * @param signals outputs of the populations before it
   */
  Tensor into(int p, IntFunction<Signal> signals) {
    Tensor sum = null;
    for (Synapse synapse : network.population(p).synapses()) {
      Tensor read = signals.apply(synapse.source()).through(synapse);
      if (synapse instanceof Synapse.Identity) {
        sum = sum == null ? read.clone() : added(sum, read);
      } else {
        Tensor brought = weighted(synapse, read);
        sum = sum == null ? brought : added(sum, brought);
      }
    }
    return sum;
  }

  private static Tensor added(Tensor sum, Tensor more) {
    sum.add_(more);
    return sum;
  }

  private Tensor weighted(Synapse synapse, Tensor read) {
    return synapse instanceof Synapse.Convolution convolution
        ? weights.convolve(convolution, read)
        : weights.multiply((Synapse.Dense) synapse, Layout.rows(read));
  }

  /**
   * What the output population's dense synapse reads, summed over time: the sum of the currents is
   * the current of the sum.
   *
   * @return one row per image
   */
  Tensor summed(IntFunction<Signal> signals, int steps) {
    Synapse.Dense synapse = outputSynapse();
    Tensor rows = Layout.rows(signals.apply(synapse.source()).through(synapse));
    return steps == 1 ? rows : rows.view(steps, -1, rows.size(1)).sum(0);
  }

  /** The logits from {@link #summed}. */
  Tensor logits(Tensor summed) {
    return weights.multiply(outputSynapse(), summed);
  }

  /**
   * The one synapse of the output population.
   *
   * @throws IllegalArgumentException if it is another than one dense synapse
   */
  Synapse.Dense outputSynapse() {
    Population output = network.output();
    if (output.synapses().size() == 1 && output.synapses().get(0) instanceof Synapse.Dense dense) {
      return dense;
    }
    throw new IllegalArgumentException(
        "the libtorch side wants one dense synapse into the output, found " + output.synapses());
  }

  /** Whether the current of a population is the same at every step, because it reads the input. */
  boolean constant(int p) {
    boolean[] readsInput = {false, false};
    for (Synapse synapse : network.population(p).synapses()) {
      readsInput[synapse.source() == 0 ? 1 : 0] = true;
    }
    if (readsInput[0] && readsInput[1]) {
      throw new IllegalArgumentException(
          "the libtorch side does not mix input and spikes, found it in "
              + network.population(p).name());
    }
    return readsInput[1];
  }

  /** The last population that reads this one. */
  int lastReader(int p) {
    int last = p;
    for (int reader = p + 1; reader < network.populations().size(); reader++) {
      for (Synapse synapse : network.population(reader).synapses()) {
        last = synapse.source() == p ? reader : last;
      }
    }
    return last;
  }
}
