package org.dietsnn.domain.conversion;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Brings the activations of an ANN to about 1 without changing what it computes, by moving factors
 * between layers: a rectifying population whose incoming weights and biases are divided by a scale
 * has activations divided by it, and weights that read it are multiplied by it in turn. Spikes have
 * size 1 whatever the threshold, so that without this a bias and a shortcut would not keep their
 * proportion to the other currents of a spiking population. Data-based normalisation of Diehl et
 * al. (2015) and Rueckauer et al. (2017), here with one scale for all populations that identities
 * join.
 */
public final class ActivationScaling {
  private ActivationScaling() {}

  /**
   * Scales that can be applied: those given, and for populations joined by identities the greatest
   * among them. Where the input or the output is among them, 1.
   *
   * @param network the graph
   * @param scales wanted scale of each population by index, &gt; 0; those of input and output are
   *     not looked at; not modified
   * @return the scale of each population, 1 for input and output
   */
  public static double[] joined(Network network, double[] scales) {
    int last = network.populations().size() - 1;
    double[] joined = scales.clone();
    int[] group = new int[joined.length];
    Arrays.setAll(group, p -> p);
    for (int p = 1; p <= last; p++) {
      for (Synapse synapse : network.population(p).synapses()) {
        if (synapse instanceof Synapse.Identity) {
          unite(group, group[p], group[synapse.source()]);
        }
      }
    }
    double[] greatest = new double[joined.length];
    for (int p = 1; p < last; p++) {
      greatest[group[p]] = Math.max(greatest[group[p]], scales[p]);
    }
    for (int p = 0; p <= last; p++) {
      boolean fixed = group[p] == group[0] || group[p] == group[last];
      joined[p] = fixed ? 1 : greatest[group[p]];
    }
    return joined;
  }

  private static void unite(int[] group, int one, int other) {
    for (int p = 0; p < group.length; p++) {
      if (group[p] == one) {
        group[p] = other;
      }
    }
  }

  /**
   * Parameters with which each population's activations are divided by its scale: a weight from q
   * to p becomes w scale_q / scale_p, a bias of p becomes b / scale_p.
   *
   * @param network a network without spiking populations
   * @param parameters those of the network; not modified
   * @param scales as {@link #joined} returns them
   */
  public static Parameters applied(Network network, Parameters parameters, double[] scales) {
    Map<String, Tensor> values = new LinkedHashMap<>(parameters.values());
    for (int p = 1; p < scales.length; p++) {
      Population population = network.population(p);
      for (Synapse synapse : population.synapses()) {
        if (synapse instanceof Synapse.Weighted weighted) {
          double factor = scales[synapse.source()] / scales[p];
          values.computeIfPresent(weighted.weightName(), (name, weight) -> times(weight, factor));
          if (weighted.bias()) {
            double shrink = 1 / scales[p];
            values.computeIfPresent(weighted.biasName(), (name, bias) -> times(bias, shrink));
          }
        }
      }
    }
    return new Parameters(values);
  }

  private static Tensor times(Tensor tensor, double factor) {
    double[] values = tensor.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Tensor.of(tensor.shape(), values).as(tensor.precision());
  }
}
