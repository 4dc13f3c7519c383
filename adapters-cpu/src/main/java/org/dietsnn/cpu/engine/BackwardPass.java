package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.DenseInputGradient;
import org.dietsnn.cpu.kernel.FloatArrays;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.LinearSurrogate;
import org.dietsnn.cpu.kernel.PackedWeights;
import org.dietsnn.cpu.kernel.SurrogateDerivative;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Surrogate;

/**
 * Back-propagation through time for the whole batch, from the last population to the first: the
 * gradient of a population's outputs becomes that of its currents, which gives the gradients of its
 * synapses' weights and of the outputs before it.
 */
final class BackwardPass {
  /** Outputs whose gradients one task transposes. */
  private static final int OUTPUTS = 64;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final FloatParameters gradients;
  private final ForwardPass forward;
  private final FloatKernels kernels;
  private final Workers workers;
  private final Scratch[] scratch;
  private final Timekeeper time;
  private final WeightGradient weightGradient;
  private final GradientArrays outputGradients;
  private float[] weightsForGradient = new float[0];
  private float[] transposed = new float[0];

  BackwardPass(
      NetworkPlan plan,
      FloatParameters parameters,
      FloatParameters gradients,
      ForwardPass forward,
      FloatKernels kernels,
      Workers workers,
      Scratch[] scratch,
      Timekeeper time) {
    this.plan = plan;
    this.parameters = parameters;
    this.gradients = gradients;
    this.forward = forward;
    this.kernels = kernels;
    this.workers = workers;
    this.scratch = scratch;
    this.time = time;
    this.weightGradient = new WeightGradient(plan, gradients, workers, scratch);
    this.outputGradients = new GradientArrays(plan.populations());
  }

  /**
   * Replaces the gradients by those of the pass that filled {@code activations}.
   *
   * @param logitGradient {@code [image][class]}; not modified
   */
  void run(Activations activations, DropoutMasks dropout, double[] logitGradient) {
    time.start();
    outputGradients.giveBackAll();
    int last = plan.populations() - 1;
    seed(activations, logitGradient, last);
    for (int p = last; p > 0; p--) {
      if (!outputGradients.holds(p)) {
        Arrays.fill(makeRoom(p, activations), 0f);
      }
      if (p < last) {
        recompute(p, activations, dropout);
        throughNeurons(p, activations, dropout);
      }
      for (int s = 0; s < plan.synapses(p).size(); s++) {
        SynapsePlan synapse = plan.synapses(p).get(s);
        if (!synapse.identity()) {
          weightGradient.run(p, s, activations, outputGradients.of(p));
        }
        if (!synapse.fromInput()) {
          towardsSource(p, s, activations);
        }
      }
      outputGradients.giveBack(p);
      time.backward(p);
    }
    activations.forgetPotentials();
  }

  /** Fires a population again whose potentials were not kept. */
  private void recompute(int p, Activations activations, DropoutMasks dropout) {
    Population population = plan.population(p);
    if (population.spiking() && !activations.keepsPotentials(p)) {
      activations.keepPotentials(p);
      forward.spike(p, activations, dropout, parameters.threshold(population));
    }
  }

  private float[] makeRoom(int p, Activations activations) {
    return outputGradients.take(p, activations.images() * activations.steps() * plan.neurons(p));
  }

  /** The output sums its current, so each step's current has the gradient of the logits. */
  private void seed(Activations activations, double[] logitGradient, int last) {
    float[] gradient = makeRoom(last, activations);
    int classes = plan.neurons(last);
    int steps = activations.steps();
    for (int frame = 0; frame < activations.images() * steps; frame++) {
      for (int c = 0; c < classes; c++) {
        gradient[frame * classes + c] = (float) logitGradient[frame / steps * classes + c];
      }
    }
  }

  private void throughNeurons(int p, Activations activations, DropoutMasks dropout) {
    Population population = plan.population(p);
    DropoutFactor factor =
        dropout.kept().containsKey(p) ? new DropoutFactor(dropout, p, population.shape()) : null;
    double[][] sums = new double[activations.images()][2];
    workers.run(
        activations.images(),
        (image, worker) -> {
          float[] factors = factor == null ? null : factor.of(image, scratch[worker]);
          if (population.neuron() instanceof Neuron.Lif neuron) {
            throughSpikes(p, neuron, activations, image, factors, sums[image], scratch[worker]);
          } else {
            throughRectifiers(p, activations, image, factors);
          }
        });
    if (population.spiking()) {
      double leak = 0;
      double threshold = 0;
      for (double[] sum : sums) {
        leak += sum[0];
        threshold += sum[1];
      }
      gradients.arrays().set(population.leakName(), (float) leak);
      gradients.arrays().set(population.thresholdName(), (float) threshold);
    }
  }

  private void throughSpikes(
      int p,
      Neuron.Lif neuron,
      Activations activations,
      int image,
      float[] factors,
      double[] sums,
      Scratch own) {
    Population population = plan.population(p);
    int neurons = plan.neurons(p);
    int start = activations.start(p, image);
    own.lifBackward()
        .run(
            neuron.reset(),
            parameters.leak(population),
            parameters.threshold(population),
            derivative(neuron.surrogate()),
            activations.steps(),
            neurons,
            activations.potentials(p),
            start,
            neurons,
            factors,
            0,
            outputGradients.of(p),
            start,
            neurons,
            sums);
  }

  private static SurrogateDerivative derivative(Surrogate surrogate) {
    return surrogate instanceof Surrogate.Linear linear
        ? new LinearSurrogate((float) linear.gamma())
        : z -> (float) surrogate.derivative(z);
  }

  private void throughRectifiers(int p, Activations activations, int image, float[] factors) {
    int neurons = plan.neurons(p);
    int start = activations.start(p, image);
    for (int t = 0; t < activations.steps(); t++) {
      int frame = start + t * neurons;
      if (factors != null) {
        kernels.multiply(neurons, factors, 0, outputGradients.of(p), frame);
      }
      kernels.rectifyBack(neurons, activations.outputs(p), frame, outputGradients.of(p), frame);
    }
  }

  private void towardsSource(int p, int s, Activations activations) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    int source = synapse.synapse().source();
    boolean first = !outputGradients.holds(source);
    if (first) {
      makeRoom(source, activations);
    }
    if (synapse.dense()) {
      throughWeights(p, s, activations, first);
      return;
    }
    if (!synapse.identity()) {
      packForGradient(p, s);
    }
    int frames = activations.images() * activations.steps();
    int perTask = synapse.frames();
    workers.run(
        (frames + perTask - 1) / perTask,
        (task, worker) -> {
          int from = task * perTask;
          int count = Math.min(perTask, frames - from);
          towardsSource(p, s, from, count, first, scratch[worker]);
        });
  }

  /** A dense synapse, all frames at once. */
  private void throughWeights(int p, int s, Activations activations, boolean first) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    DenseInputGradient kernel = new DenseInputGradient(kernels, synapse.convolution().geometry());
    int frames = activations.images() * activations.steps();
    int outputs = plan.neurons(p);
    if (transposed.length < kernel.transposedLength(frames)) {
      transposed = new float[kernel.transposedLength(frames)];
    }
    float[] gradient = outputGradients.of(p);
    workers.run(
        (outputs + OUTPUTS - 1) / OUTPUTS,
        (task, worker) -> {
          int from = task * OUTPUTS;
          int to = Math.min(outputs, from + OUTPUTS);
          kernel.transpose(frames, gradient, from, to, transposed);
        });
    float[] target = outputGradients.of(synapse.synapse().source());
    boolean pools = synapse.synapse().pooling() > 1;
    int pooledLength = synapse.convolution().geometry().pooledLength();
    float[] pooled = pools ? new float[frames * pooledLength] : target;
    workers.run(
        kernel.ranges(),
        (range, worker) ->
            kernel.multiply(
                range,
                frames,
                transposed,
                parameters.packed(p, s),
                pooled,
                !pools && !first,
                scratch[worker].floats(Scratch.Use.KERNEL, kernel.scratchLength(frames))));
    if (pools) {
      unpool(synapse, frames, pooled, target, first);
    }
  }

  private void unpool(
      SynapsePlan synapse, int frames, float[] pooled, float[] target, boolean first) {
    Convolution convolution = synapse.convolution();
    int sourceLength = convolution.geometry().sourceLength();
    int pooledLength = convolution.geometry().pooledLength();
    workers.run(
        frames,
        (frame, worker) -> {
          int start = frame * sourceLength;
          if (first) {
            Arrays.fill(target, start, start + sourceLength, 0f);
          }
          convolution.unpool(1, pooled, frame * pooledLength, target, start);
        });
  }

  /** One synapse at a time, so that only the largest needs memory. */
  private void packForGradient(int p, int s) {
    Convolution convolution = plan.synapses(p).get(s).convolution();
    if (weightsForGradient.length < convolution.packedForInputGradientLength()) {
      weightsForGradient = new float[convolution.packedForInputGradientLength()];
    }
    PackedWeights packed = parameters.packed(p, s);
    workers.run(
        convolution.gradientBlocks(),
        (block, worker) -> convolution.packForInputGradient(packed, block, weightsForGradient));
  }

  private void towardsSource(int p, int s, int from, int count, boolean first, Scratch own) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    Convolution convolution = synapse.convolution();
    float[] target = outputGradients.of(synapse.synapse().source());
    int sourceLength = convolution.geometry().sourceLength();
    int targetStart = from * sourceLength;
    int start = from * convolution.geometry().outLength();
    if (synapse.synapse().pooling() > 1) {
      int pooledLength = convolution.geometry().pooledLength();
      float[] pooled = own.floats(Scratch.Use.POOLED, count * pooledLength);
      beforePooling(p, s, start, count, pooled, 0, false, own);
      if (first) {
        Arrays.fill(target, targetStart, targetStart + count * sourceLength, 0f);
      }
      convolution.unpool(count, pooled, 0, target, targetStart);
    } else {
      beforePooling(p, s, start, count, target, targetStart, !first, own);
    }
  }

  private void beforePooling(
      int p,
      int s,
      int start,
      int count,
      float[] target,
      int targetStart,
      boolean accumulate,
      Scratch own) {
    SynapsePlan synapse = plan.synapses(p).get(s);
    Convolution convolution = synapse.convolution();
    float[] gradient = outputGradients.of(p);
    if (synapse.identity()) {
      int length = count * convolution.geometry().outLength();
      if (accumulate) {
        FloatArrays.add(length, gradient, start, target, targetStart);
      } else {
        System.arraycopy(gradient, start, target, targetStart, length);
      }
      return;
    }
    float[] staged = gradient;
    int stagedStart = start;
    if (convolution.stagesGradient()) {
      staged = own.floats(Scratch.Use.STAGED, convolution.stagedGradientLength());
      convolution.stageGradient(count, gradient, start, staged);
      stagedStart = 0;
    }
    convolution.inputGradient(
        count,
        staged,
        stagedStart,
        weightsForGradient,
        0,
        convolution.gradientBlocks(),
        target,
        targetStart,
        accumulate,
        own.floats(Scratch.Use.KERNEL, convolution.scratchLength()));
  }
}
