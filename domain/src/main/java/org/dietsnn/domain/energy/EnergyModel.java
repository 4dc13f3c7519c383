package org.dietsnn.domain.energy;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Synapse;

/**
 * Compute energy per image:
 *
 * <pre>
 *   E_ann = macPicojoules * sum over synapses of OP
 *   E_snn = macPicojoules * OP of synapses that read the input * presentations
 *         + accumulatePicojoules * sum over the others of (spikes per neuron read) * OP
 * </pre>
 *
 * with OP from {@link Synapse#macs} and the spikes that really arrive at each synapse, over all
 * time steps. The input is static, so its synapses need computing once (presentations = 1); the
 * figure for presentations = T is reported beside it.
 *
 * <p>Left out: membrane updates, memory traffic, biases, the additions of identity shortcuts, and
 * the factor 1 / window^2 after average pooling, which costs nothing only when it is folded into
 * weights or threshold. Also what pooling costs an event-driven kernel: a synapse that pools counts
 * the spikes per neuron before pooling and OP after it, whereas a kernel that adds a row of weights
 * for every spike as it comes, without summing those of one window first, adds up to window^2 times
 * as many rows, 4 times with 2 x 2 windows.
 *
 * <p>Rathi and Roy, IEEE TNNLS 34(6), 2023, section on energy; operation costs for 45 nm CMOS and
 * 32 bits from Horowitz, ISSCC 2014.
 *
 * @param macPicojoules energy of a multiply-accumulate
 * @param accumulatePicojoules energy of an addition
 */
public record EnergyModel(double macPicojoules, double accumulatePicojoules) {
  public EnergyModel {
    if (!(macPicojoules > 0 && accumulatePicojoules > 0)) {
      throw new IllegalArgumentException(
          "energy per operation must be > 0 pJ, found multiply-accumulate %s, accumulate %s"
              .formatted(macPicojoules, accumulatePicojoules));
    }
  }

  /** 45 nm CMOS, 32 bits: 4.6 pJ for a multiply-accumulate, 0.9 pJ for an accumulate. */
  public static EnergyModel cmos45() {
    return new EnergyModel(4.6, 0.9);
  }

  /** Energy of the ANN on this graph, in millijoules per image. */
  public double annMillijoules(Network network) {
    return macPicojoules * network.macs() * 1e-9;
  }

  /** Energy of the spiking network with the spikes counted in {@code activity}. */
  public EnergyEstimate estimate(Network network, Activity activity) {
    List<SynapseEnergy> synapses = new ArrayList<>();
    double input = 0;
    double spiking = 0;
    for (int p = 0; p < network.populations().size(); p++) {
      Population population = network.population(p);
      for (int s = 0; s < population.synapses().size(); s++) {
        Synapse synapse = population.synapses().get(s);
        long operations = synapse.macs(network.sourceShape(synapse), population.shape());
        double spikes = activity.arrivingPerNeuron(network, p, s);
        boolean readsInput = synapse.source() == 0;
        double energy =
            1e-9 * operations * (readsInput ? macPicojoules : accumulatePicojoules * spikes);
        if (readsInput) {
          input += energy;
        } else {
          spiking += energy;
        }
        synapses.add(
            new SynapseEnergy(
                network.population(synapse.source()).name(),
                population.name(),
                operations,
                spikes,
                1e-9 * operations * macPicojoules,
                energy));
      }
    }
    return new EnergyEstimate(
        annMillijoules(network), input + spiking, input * activity.timeSteps() + spiking, synapses);
  }
}
