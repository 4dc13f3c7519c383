package org.dietsnn.benchmarks.kernel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.dietsnn.cpu.kernel.EventConvolution;
import org.dietsnn.cpu.kernel.EventList;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.cpu.kernel.SpikeNotes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The current of a convolution from one frame of spikes; layers of VGG9. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SynapseForward {
  private static final int FRAMES = 5;

  /** Channels in, channels out, side of the source, pooling. */
  @Param({"64-128-32-2", "128-256-16-1", "512-512-4-2"})
  public String layer;

  /** Share of neurons that fire. */
  @Param({"0.02", "0.05", "0.15", "0.5"})
  public double density;

  private SpikingSynapse synapse;
  private EventConvolution events;
  private float[] current;
  private float[] staged;
  private float[] scratch;
  private final EventList list = new EventList();
  private final SpikeNotes notes = new SpikeNotes();

  /** Draws operands. */
  @Setup
  public void prepare() {
    FloatKernels kernels = KernelChoice.of("auto").kernels();
    synapse = SpikingSynapse.random(kernels, layer, density, FRAMES);
    events = new EventConvolution(kernels, synapse.geometry());
    int width = events.blockColumns();
    int columns = (synapse.geometry().channelsOut() + width - 1) / width * width;
    current = new float[PackedWeights.ALIGNED + FRAMES * synapse.geometry().outLength() + columns];
    staged = new float[synapse.convolution().stagedLength()];
    scratch = new float[synapse.convolution().scratchLength()];
  }

  /** Every input is multiplied, spike or not. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public float[] dense() {
    float[] read = synapse.spikes();
    if (synapse.convolution().stages()) {
      synapse.convolution().stage(FRAMES, read, 0, staged);
      read = staged;
    }
    int blocks = synapse.convolution().blocks();
    synapse
        .convolution()
        .forward(FRAMES, read, 0, synapse.weights(), 0, blocks, current, 0, false, scratch);
    return current;
  }

  /** Spikes are listed, and rows of weights added, pixel by pixel. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public float[] eventDriven() {
    return eventDriven(false);
  }

  /** The same, some channels at a time. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public float[] eventDrivenInPlanes() {
    return eventDriven(true);
  }

  private float[] eventDriven(boolean inPlanes) {
    int width = events.blockColumns();
    int pixels = synapse.geometry().heightOut() * synapse.geometry().widthOut();
    int frame = pixels * width;
    boolean[] held = new boolean[FRAMES];
    long[] bits = synapse.bits();
    long spikes = synapse.spikes().length;
    int words = bits.length / FRAMES;
    boolean[] planes = new boolean[FRAMES];
    Arrays.fill(planes, inPlanes);
    events.listing().list(bits, 0, words, FRAMES, spikes, planes, 0, inPlanes, notes, list);
    PackedWeights weights = synapse.weights();
    int first = PackedWeights.ALIGNED;
    for (int block = 0; block * width < synapse.geometry().channelsOut(); block++) {
      if (inPlanes) {
        for (int pass = 0; pass < events.listing().passes(); pass++) {
          events.addPlane(
              list, pass, FRAMES, 1f, weights, block, 0, pixels, current, first, width, frame, 0);
        }
      } else {
        events.forward(
            list, FRAMES, 1f, weights, block, 0, pixels, current, first, width, frame, held, 0);
      }
    }
    return current;
  }
}
