package org.dietsnn.gpu.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Counts the non-zero outputs of populations while a pass goes on, before their arrays are
 * another's. All synapses are dense here: spikes are multiplied like any number, {@link
 * Synapse#macs} times a frame.
 */
final class SpikeCount {
  private final Network network;
  private final Batch batch;
  private final INDArray[] outputs;
  private final long[] emitted;
  private final long[] sent;
  private final long[][] arrived;
  private final INDArray[][] covered;

  SpikeCount(Network network, Batch batch, INDArray[] outputs) {
    this.network = network;
    this.batch = batch;
    this.outputs = outputs;
    this.emitted = new long[outputs.length];
    this.sent = new long[outputs.length];
    this.arrived = new long[outputs.length][];
    this.covered = new INDArray[outputs.length][];
    for (int p = 0; p < outputs.length; p++) {
      List<Synapse> synapses = network.population(p).synapses();
      arrived[p] = new long[synapses.size()];
      covered[p] = synapses.stream().map(this::covered).toArray(INDArray[]::new);
    }
  }

  /** Forgets the last pass. */
  void begin() {
    Arrays.fill(emitted, 0);
    Arrays.fill(sent, 0);
  }

  /** A population has computed its outputs. */
  void emitted(int p) {
    emitted[p] = Elementwise.countNonZeros(outputs[p]);
    sent[p] = emitted[p];
  }

  /** Dropout has been applied to them. */
  void masked(int p) {
    sent[p] = Elementwise.countNonZeros(outputs[p]);
  }

  /** A population has read what the populations before it emit, which is still there. */
  void arrived(int p) {
    for (int s = 0; s < arrived[p].length; s++) {
      arrived[p][s] = read(p, s);
    }
  }

  private long read(int p, int s) {
    INDArray part = covered[p][s];
    return part == null
        ? sent[network.population(p).synapses().get(s).source()]
        : Elementwise.countNonZeros(part);
  }

  /** What the windows of a synapse cover of what it reads; null if that is all of it. */
  private INDArray covered(Synapse synapse) {
    Shape shape = network.sourceShape(synapse);
    int window = synapse.pooling();
    if (synapse.source() == 0 || (shape.height() % window == 0 && shape.width() % window == 0)) {
      return null;
    }
    long[] dimensions = {
      batch.frames(),
      (long) shape.height() / window * window,
      (long) shape.width() / window * window,
      shape.channels()
    };
    long pixel = shape.channels();
    long row = pixel * shape.width();
    long[] strides = {row * shape.height(), row, pixel, 1};
    return Nd4j.create(outputs[synapse.source()].data(), dimensions, strides, 0, 'c');
  }

  /** The counts of the pass. */
  Activity activity() {
    List<Long> spikes = new ArrayList<>();
    List<List<Long>> arriving = new ArrayList<>();
    long products = 0;
    for (int p = 0; p < emitted.length; p++) {
      Population population = network.population(p);
      spikes.add(emitted[p]);
      arriving.add(Arrays.stream(arrived[p]).boxed().toList());
      for (Synapse synapse : population.synapses()) {
        long frames = synapse.source() == 0 ? batch.images() : batch.frames();
        products += frames * synapse.macs(network.sourceShape(synapse), population.shape());
      }
    }
    return new Activity(batch.images(), batch.steps(), spikes, arriving, products, products);
  }
}
