package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.cpu.kernel.WinogradWeightGradient;

/**
 * The weight gradient of one convolution by tiles over a batch: the operands and output gradients
 * of some frames at a time are transformed, then the threads sum disjoint parts of the weights.
 */
final class TileGradientRun {
  private final NetworkPlan plan;
  private final Workers workers;
  private final Scratch[] scratch;
  private float[] inputs = new float[0];
  private float[] gradients = new float[0];

  TileGradientRun(NetworkPlan plan, Workers workers, Scratch[] scratch) {
    this.plan = plan;
    this.workers = workers;
    this.scratch = scratch;
  }

  /**
   * Adds what some frames bring to the gradient of a synapse's weights.
   *
   * @param frames number of each, {@code image * T + step}; without a gap unless the source spikes
   * @param all how many they are
   * @param gradient dL/dcurrent, frame by frame; not modified
   * @param packed packed weight gradient; modified
   */
  void run(
      SynapsePlan synapse,
      Activations activations,
      int[] frames,
      int all,
      float[] gradient,
      PackedWeights packed) {
    WinogradWeightGradient kernel = synapse.tileGradient();
    int perRound = Math.min(all, kernel.images());
    makeRoom(kernel);
    for (int from = 0; from < all; from += perRound) {
      int count = Math.min(perRound, all - from);
      transform(synapse, activations, frames, from, count, gradient);
      workers.run(
          kernel.units(),
          (unit, worker) ->
              kernel.add(
                  unit,
                  count,
                  inputs,
                  gradients,
                  packed,
                  scratch[worker].floats(Scratch.Use.KERNEL, kernel.scratchLength())));
    }
  }

  private void makeRoom(WinogradWeightGradient kernel) {
    if (inputs.length < kernel.inputsLength()) {
      inputs = new float[kernel.inputsLength()];
    }
    if (gradients.length < kernel.gradientsLength()) {
      gradients = new float[kernel.gradientsLength()];
    }
  }

  private void transform(
      SynapsePlan synapse,
      Activations activations,
      int[] frames,
      int from,
      int count,
      float[] gradient) {
    WinogradWeightGradient kernel = synapse.tileGradient();
    int outLength = synapse.convolution().geometry().outLength();
    workers.share(
        count,
        synapse.frames(),
        (position, end, worker) -> {
          Scratch own = scratch[worker];
          int some = end - position;
          int first = from + position;
          float[] memory = own.floats(Scratch.Use.KERNEL, kernel.scratchLength());
          Operand operand =
              plan.population(synapse.synapse().source()).spiking()
                  ? Operand.ofSpikes(synapse, activations, i -> frames[first + i], some, own)
                  : Operand.of(plan, synapse, activations, frames[first], some, own);
          kernel.inputs(position, some, operand.values(), operand.start(), inputs, memory);
          for (int i = 0; i < some; i++) {
            int start = frames[first + i] * outLength;
            kernel.gradients(position + i, 1, gradient, start, gradients, memory);
          }
        });
  }
}
