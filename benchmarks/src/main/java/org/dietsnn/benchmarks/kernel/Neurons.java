package org.dietsnn.benchmarks.kernel;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.KernelChoice;
import org.dietsnn.cpu.kernel.LifBackward;
import org.dietsnn.cpu.kernel.LifForward;
import org.dietsnn.cpu.kernel.LinearSurrogate;
import org.dietsnn.cpu.kernel.Threshold;
import org.dietsnn.domain.neuron.Reset;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Leaky integrate-and-fire neurons of one image over T = 5 steps: the first layer of VGG9. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Neurons {
  private static final int STEPS = 5;
  private static final int CHANNELS = 64;
  private static final int NEURONS = 32 * 32 * CHANNELS;
  private static final float LEAK = 0.95f;
  private static final float THETA = 1;
  private static final float SILENT = Threshold.silent(THETA);

  private LifForward forward;
  private LifBackward backward;
  private float[] currents;
  private float[] potentials;
  private float[] gradient;
  private float[] worked;
  private long[] spikes;
  private final float[] state = new float[CHANNELS];
  private final double[] sums = new double[2];

  /** Draws operands. */
  @Setup
  public void prepare() {
    FloatKernels kernels = KernelChoice.of("auto").kernels();
    SplittableRandom random = new SplittableRandom(1);
    forward = new LifForward(kernels);
    backward = new LifBackward(kernels);
    currents = new float[STEPS * NEURONS];
    gradient = new float[STEPS * NEURONS];
    worked = new float[STEPS * NEURONS];
    potentials = new float[STEPS * NEURONS];
    spikes = new long[STEPS * NEURONS / CHANNELS];
    for (int i = 0; i < currents.length; i++) {
      currents[i] = (float) random.nextGaussian();
      gradient[i] = (float) random.nextGaussian();
    }
    forward();
  }

  /** Potentials and spikes, one pixel after the other. */
  @Benchmark
  public long[] forward() {
    for (int pixel = 0; pixel < NEURONS / CHANNELS; pixel++) {
      int at = pixel * CHANNELS;
      forward.run(
          Reset.SOFT,
          LEAK,
          THETA,
          SILENT,
          STEPS,
          CHANNELS,
          currents,
          at,
          NEURONS,
          potentials,
          at,
          NEURONS,
          spikes,
          pixel,
          NEURONS / CHANNELS,
          state);
    }
    return spikes;
  }

  /** Back-propagation through time, and the copy of the gradient that it works in. */
  @Benchmark
  public double[] backward() {
    System.arraycopy(gradient, 0, worked, 0, worked.length);
    backward.run(
        Reset.SOFT,
        LEAK,
        THETA,
        new LinearSurrogate(0.3f),
        STEPS,
        NEURONS,
        potentials,
        0,
        NEURONS,
        null,
        0,
        worked,
        0,
        NEURONS,
        false,
        sums);
    return sums;
  }
}
