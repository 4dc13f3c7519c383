package org.dietsnn.benchmarks.kernel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dietsnn.cpu.kernel.EventWeightGradient;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The weight gradient of a convolution per frame of spikes; layers of VGG9. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SynapseWeightGradient {
  private static final int FRAMES = 10;

  /** Channels in, channels out, side of the source, pooling. */
  @Param({"64-128-32-2", "128-256-16-1", "512-512-4-2"})
  public String layer;

  /** Share of neurons that fire. */
  @Param({"0.02", "0.05", "0.15", "0.5"})
  public double density;

  private SpikingSynapse synapse;
  private EventWeightGradient events;
  private PackedWeights gradient;
  private float[] staged;
  private float[] arranged;
  private float[] scratch;
  private int capacity;
  private int[] lists;
  private int[] counts;

  /** Draws operands. */
  @Setup
  public void prepare() {
    FloatKernels kernels = KernelChoice.of("auto").kernels();
    synapse = SpikingSynapse.random(kernels, layer, density, FRAMES);
    events = new EventWeightGradient(kernels, synapse.geometry());
    gradient = SpikingSynapse.empty(synapse.convolution());
    staged = new float[synapse.convolution().stagedLength()];
    arranged = new float[(int) events.arrangedLength(FRAMES)];
    scratch = new float[synapse.convolution().scratchLength()];
    capacity = FRAMES * events.eventsPerFrame() + 1;
    lists = new int[events.lists() * capacity];
    counts = new int[events.lists()];
  }

  /** Every input is multiplied, spike or not. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public float[] dense() {
    Arrays.fill(gradient.values(), 0);
    float[] read = synapse.spikes();
    if (synapse.convolution().stages()) {
      synapse.convolution().stage(FRAMES, read, 0, staged);
      read = staged;
    }
    int units = synapse.convolution().units();
    synapse
        .convolution()
        .weightGradient(FRAMES, read, 0, synapse.outGradient(), 0, 0, units, gradient, scratch);
    return gradient.values();
  }

  /** Spikes are listed, and rows of the gradient added. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public float[] eventDriven() {
    Arrays.fill(gradient.values(), 0);
    int outLength = synapse.geometry().outLength();
    for (int i = 0; i < FRAMES * events.rows(); i++) {
      int frame = i / events.rows();
      int[] starts = {frame * outLength};
      int row = i % events.rows();
      events.arrange(FRAMES, frame, row, synapse.outGradient(), starts, 1, arranged, 0);
    }
    int channels = synapse.geometry().channelsIn();
    int[] frames = IntStream.range(0, FRAMES).toArray();
    for (int c = 0; c < channels; c += Long.SIZE) {
      int end = Math.min(channels, c + Long.SIZE);
      events.list(synapse.bits(), frames, 0, FRAMES, c, end, capacity, lists, counts);
    }
    for (int unit = 0; unit < events.units(); unit++) {
      events.add(unit, 1f, capacity, lists, counts, FRAMES, arranged, 0, gradient);
    }
    return gradient.values();
  }
}
