package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.DenseEventGradient;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * The weight gradient of a dense synapse, kept as what it is the product of: what the source sent
 * and the gradients of the currents, {@code dW[i][o] = sum over frames f of source[f][i] *
 * dI[f][o]}. Its rank is at most images times time steps, so these take far less memory than the
 * product, which is computed part by part where it is read. Threads share out the parts; each
 * element is one sum in a fixed order.
 */
final class DenseWeightGradient {
  private final SynapsePlan synapse;
  private boolean byEvents;
  private int frames;
  private float value;
  private long[] spikes = new long[0];
  private float[] source = new float[0];
  private float[] gradients = new float[0];

  DenseWeightGradient(SynapsePlan synapse) {
    this.synapse = synapse;
  }

  /** Reads a part of the gradient while it is there. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads a run of elements.
     *
     * @param part where they are; not modified
     * @param partStart the first of them
     * @param start where they belong in the packed gradient
     * @param length how many they are
     */
    void read(float[] part, int partStart, int start, int length);
  }

  /** Keeps spikes and the gradients of currents; both are copied. */
  void keepSpikes(Activations activations, float[] currentGradient, Workers workers) {
    DenseEventGradient kernel = synapse.denseEventGradient();
    int from = synapse.synapse().source();
    byEvents = true;
    frames = activations.images() * activations.steps();
    value = activations.value(from);
    int words = activations.word(from, activations.images(), 0);
    spikes = spikes.length == words ? spikes : new long[words];
    System.arraycopy(activations.spikes(from), 0, spikes, 0, words);
    makeRoom(kernel.arrangedLength(frames));
    workers.run(
        kernel.blocks(),
        (block, worker) ->
            kernel.arrange(block, frames, currentGradient, gradients, PackedWeights.ALIGNED));
  }

  /**
   * Keeps what is no spikes, or too many of them, and the gradients of currents, which are copied.
   *
   * @param frameCount number of frames
   * @param operand what {@link Convolution#stage} wrote, or the source itself where it does not
   *     stage; not modified, neither here nor by the caller later
   */
  void keepNumbers(int frameCount, float[] operand, float[] currentGradient) {
    byEvents = false;
    frames = frameCount;
    source = operand;
    int length = frames * synapse.convolution().geometry().outLength();
    makeRoom(length);
    System.arraycopy(currentGradient, 0, gradients, PackedWeights.ALIGNED, length);
  }

  /** An array for the operand of {@link #keepNumbers}; the last one, if it is long enough. */
  float[] operand(int length) {
    return source.length >= length ? source : new float[length];
  }

  private void makeRoom(int length) {
    if (gradients.length < PackedWeights.ALIGNED + length) {
      gradients = new float[PackedWeights.ALIGNED + length];
    }
  }

  /** Floats of the packed gradient. */
  int packedLength() {
    return synapse.convolution().packedLength();
  }

  /** Adds a packed gradient to one in canonical order, which is modified. */
  void unpack(PackedWeights packed, float[] canonical) {
    synapse.convolution().addUnpacked(packed, canonical, 0);
  }

  /** Parts that {@link #compute} may be split into. */
  int parts() {
    return byEvents ? synapse.denseEventGradient().strips() : synapse.convolution().units();
  }

  /** Computes one part and has it read, run by run. */
  void compute(int part, Scratch own, Reader reader) {
    if (byEvents) {
      computeStrip(part, own, reader);
    } else {
      computeUnit(part, own, reader);
    }
  }

  private void computeStrip(int strip, Scratch own, Reader reader) {
    DenseEventGradient kernel = synapse.denseEventGradient();
    int inputs = kernel.inputs(strip);
    int perRound = Math.min(frames, framesPerRound());
    int capacity = perRound * kernel.eventsPerFrame() + 1;
    int rounds = (frames + perRound - 1) / perRound;
    int listed = Math.multiplyExact(rounds, Math.multiplyExact(inputs, capacity));
    int[] events = own.ints(Scratch.Use.EVENTS, listed);
    int[] lengths = own.ints(Scratch.Use.COUNTS, rounds * inputs);
    int perFrame = spikes.length / frames;
    for (int r = 0; r < rounds; r++) {
      int from = r * perRound;
      kernel.list(
          strip,
          Math.min(perRound, frames - from),
          spikes,
          from * perFrame,
          capacity,
          r * inputs * capacity,
          events,
          lengths,
          r * inputs);
    }
    int length = kernel.length(strip);
    int start = PackedWeights.ALIGNED;
    float[] part = own.floats(Scratch.Use.WEIGHT_GRADIENT, start + length);
    float[] row = own.floats(Scratch.Use.ROW, kernel.scratchLength());
    for (int block = 0; block < kernel.blocks(); block++) {
      Arrays.fill(part, start, start + length, 0f);
      for (int r = 0; r < rounds; r++) {
        kernel.add(
            strip,
            block,
            value,
            capacity,
            r * inputs * capacity,
            events,
            lengths,
            r * inputs,
            gradients,
            start + (block * frames + r * perRound) * kernel.blockColumns(),
            part,
            start,
            row);
      }
      reader.read(part, start, kernel.start(strip, block), length);
    }
  }

  /** Frames that one sum goes over, before it is added to the rest. */
  private int framesPerRound() {
    DenseEventGradient kernel = synapse.denseEventGradient();
    return EventGradientRun.perRound(
        kernel.blocks(),
        kernel.arrangedLength(1),
        synapse.convolution().geometry().pooledLength(),
        kernel.eventsPerFrame());
  }

  private void computeUnit(int unit, Scratch own, Reader reader) {
    Convolution convolution = synapse.convolution();
    int group = convolution.images();
    int length = convolution.unitLength(unit);
    int start = PackedWeights.ALIGNED;
    float[] part = own.floats(Scratch.Use.WEIGHT_GRADIENT, start + length);
    Arrays.fill(part, start, start + length, 0f);
    PackedWeights whole = new PackedWeights(part, start - convolution.unitStart(unit));
    float[] kernel = own.floats(Scratch.Use.KERNEL, convolution.scratchLength());
    for (int frame = 0; frame < frames; frame += group) {
      convolution.weightGradient(
          Math.min(group, frames - frame),
          source,
          frame * synapse.operandLength(),
          gradients,
          start + frame * convolution.geometry().outLength(),
          unit,
          unit + 1,
          whole,
          kernel);
    }
    reader.read(part, start, convolution.unitStart(unit), length);
  }
}
