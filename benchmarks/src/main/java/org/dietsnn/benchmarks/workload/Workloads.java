package org.dietsnn.benchmarks.workload;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.service.RateCalibration;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.conversion.SpikingTwin;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Makes workloads on CIFAR-shaped images: weights drawn as He et al. do, leaks at 1, thresholds
 * searched once per network and rate. The same arguments give the same workload in every process.
 */
public final class Workloads {
  private static final Shape INPUT = new Shape(3, 32, 32);
  private static final int CLASSES = 10;
  private static final long SEED = 20232;

  private final int batch;
  private final int steps;
  private final Map<String, Parameters> searched = new HashMap<>();

  /**
   * A maker of workloads.
   *
   * @param batch images in a batch
   * @param steps T of the SNNs
   */
  public Workloads(int batch, int steps) {
    this.batch = batch;
    this.steps = steps;
  }

  /** Images in a batch. */
  public int batch() {
    return batch;
  }

  /** T of the SNNs. */
  public int steps() {
    return steps;
  }

  /**
   * An SNN of which every layer fires at a rate.
   *
   * @param net a name or a layer string, see {@link Architecture}
   * @param rate spikes per neuron, image and step
   * @param backend searches the thresholds, at the first request
   */
  public Workload spiking(String net, double rate, ComputeBackend backend) {
    Network network = SpikingTwin.spiking(graph(net), Neuron.Lif.standard());
    Batch images = Batch.random(batch, INPUT, CLASSES);
    Parameters thresholds =
        searched.computeIfAbsent(
            net + " at " + rate,
            key ->
                neurons(
                    network,
                    new RateCalibration(steps, rate)
                        .calibrated(
                            backend,
                            network,
                            SpikingTwin.parameters(weights(net), network, 1, 1),
                            images.images(),
                            ProgressListener.silent())));
    return spiking(net, weights(net), thresholds);
  }

  /**
   * An SNN with given thresholds.
   *
   * @param thresholds of the spiking populations in order
   * @param drawn whether there are weights; without them only libtorch can run it
   */
  public Workload spiking(String net, double[] thresholds, boolean drawn) {
    Network network = SpikingTwin.spiking(graph(net), Neuron.Lif.standard());
    Map<String, Tensor> neurons = new LinkedHashMap<>();
    int next = 0;
    for (int p : network.spikingPopulations()) {
      neurons.put(
          network.population(p).thresholdName(),
          Tensor.scalar(thresholds[next++], Precision.FLOAT32));
      neurons.put(network.population(p).leakName(), Tensor.scalar(1, Precision.FLOAT32));
    }
    Parameters weights = drawn ? weights(net) : new Parameters(Map.of());
    return spiking(net, weights, new Parameters(neurons));
  }

  private Workload spiking(String net, Parameters weights, Parameters neurons) {
    Network network = SpikingTwin.spiking(graph(net), Neuron.Lif.standard());
    Map<String, Tensor> all = new LinkedHashMap<>(weights.values());
    all.putAll(neurons.values());
    Batch images = Batch.random(batch, INPUT, CLASSES);
    return new Workload(net, network, new Parameters(all), images.images(), images.labels(), steps);
  }

  /** The ANN twin. */
  public Workload rectifying(String net) {
    Batch images = Batch.random(batch, INPUT, CLASSES);
    return new Workload(net, graph(net), weights(net), images.images(), images.labels(), 1);
  }

  /**
   * The thresholds of an SNN in the order that {@link #spiking(String, double[], boolean)} takes.
   */
  public static double[] thresholds(Workload workload) {
    Network network = workload.network();
    int[] spiking = network.spikingPopulations();
    double[] thresholds = new double[spiking.length];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = workload.parameters().scalar(network.population(spiking[i]).thresholdName());
    }
    return thresholds;
  }

  /**
   * Draws the weights anew each time: they are the greater part of the memory of this program, and
   * drawing takes a second.
   */
  private static Parameters weights(String net) {
    return Initialisation.HE_FAN_IN.draw(graph(net), new SplittableRandom(SEED));
  }

  private static Parameters neurons(Network network, Parameters parameters) {
    Map<String, Tensor> neurons = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      if (spec.role().ofNeuron()) {
        neurons.put(spec.name(), parameters.get(spec.name()));
      }
    }
    return new Parameters(neurons);
  }

  private static Network graph(String net) {
    return Architecture.of(net, INPUT, CLASSES).build();
  }
}
