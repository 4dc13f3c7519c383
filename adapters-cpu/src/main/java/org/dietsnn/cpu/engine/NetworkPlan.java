package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.SpikeWords;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;

/**
 * How a network is executed; immutable.
 *
 * @param kernels inner loops
 * @param network what it is
 * @param synapses by population and synapse
 */
record NetworkPlan(FloatKernels kernels, Network network, List<List<SynapsePlan>> synapses) {

  static NetworkPlan of(FloatKernels kernels, Network network, SpikePath path) {
    List<List<SynapsePlan>> plans = new ArrayList<>();
    for (Population population : network.populations()) {
      List<SynapsePlan> own = new ArrayList<>();
      boolean one = population.spiking() && population.synapses().size() == 1;
      for (Synapse synapse : population.synapses()) {
        boolean alone = one && network.population(synapse.source()).spiking();
        own.add(
            SynapsePlan.of(
                kernels, synapse, network.sourceShape(synapse), population.shape(), path, alone));
      }
      plans.add(List.copyOf(own));
    }
    return new NetworkPlan(kernels, network, List.copyOf(plans));
  }

  int populations() {
    return network.populations().size();
  }

  Population population(int p) {
    return network.population(p);
  }

  int neurons(int p) {
    return network.population(p).shape().neurons();
  }

  int pixels(int p) {
    Shape shape = network.population(p).shape();
    return shape.height() * shape.width();
  }

  /** Blocks of 64 channels, each of which is a word of spikes. */
  int blocks(int p) {
    return SpikeWords.perPixel(network.population(p).shape().channels());
  }

  /** Channels of a block that are there. */
  int channels(int p, int block) {
    int channels = network.population(p).shape().channels();
    return Math.min(Long.SIZE, channels - block * Long.SIZE);
  }

  /** Words of spikes of one frame. */
  int words(int p) {
    return pixels(p) * blocks(p);
  }

  List<SynapsePlan> synapses(int p) {
    return synapses.get(p);
  }

  /** Whether all current of a population comes from the input, so is the same at every step. */
  boolean staticCurrent(int p) {
    // A loop, as below: asked in every pass, this one for every image, and a stream allocates.
    for (int s = 0; s < synapses(p).size(); s++) {
      if (!synapses(p).get(s).fromInput()) {
        return false;
      }
    }
    return true;
  }

  /** Whether all current of a population comes from spikes. */
  boolean driven(int p) {
    for (int s = 0; s < synapses(p).size(); s++) {
      if (!population(synapses(p).get(s).synapse().source()).spiking()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a population is fired row by row, see {@link SynapsePlan#rowByRow}.
   *
   * @param images images of the batch
   */
  boolean rowByRow(int p, int images) {
    return synapses(p).size() == 1 && synapses(p).get(0).rowByRow(images);
  }

  /** Frames in one call that every synapse of a population takes. */
  int frames(int p) {
    int frames = synapses(p).isEmpty() ? 1 : Integer.MAX_VALUE;
    for (int s = 0; s < synapses(p).size(); s++) {
      frames = Math.min(frames, synapses(p).get(s).frames());
    }
    return frames;
  }
}
