package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.session.SessionChecks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/** Learning. */
final class FloatTrainingSession extends FloatSession implements TrainingSession {
  /** Elements that one task of an update changes. */
  private static final int UPDATE_CHUNK = 1 << 15;

  private final Optimiser optimiser;
  private Activations kept;
  private FloatGradients gradients;
  private BackwardPass backward;
  private final Map<String, float[][]> slots = new LinkedHashMap<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private DropoutMasks dropout = DropoutMasks.none();

  /** A part of one parameter. */
  private record Chunk(ParameterSpec spec, int from, int to) {}

  FloatTrainingSession(
      Network network,
      Parameters initial,
      Optimiser optimiser,
      FloatKernels kernels,
      Workers workers) {
    super(network, initial, kernels, workers, true);
    this.optimiser = optimiser;
    this.kept = new Activations(plan, true);
    this.gradients = new FloatGradients(plan, parameters);
    this.backward = new BackwardPass(plan, parameters, gradients, kernels, workers, scratch);
    for (ParameterSpec spec : parameters.specs()) {
      int count = Tensor.count(spec.dimensions());
      slots.put(spec.name(), new float[optimiser.slots().size()][count]);
      for (int from = 0; from < count; from += UPDATE_CHUNK) {
        chunks.add(new Chunk(spec, from, Math.min(count, from + UPDATE_CHUNK)));
      }
    }
  }

  @Override
  public Inference forward(Tensor images, int timeSteps, DropoutMasks masks) {
    check(images, timeSteps);
    SessionChecks.dropout(plan.network(), images.shape()[0], masks);
    order.forwardBegins();
    Inference inference = forward.run(images, timeSteps, masks, kept, null);
    dropout = masks;
    order.forwardDone();
    return inference;
  }

  @Override
  public void backward(double[] logitGradient) {
    order.requireForward();
    SessionChecks.logitGradient(plan.network(), kept.images(), logitGradient);
    order.backwardBegins();
    backward.run(kept, dropout, logitGradient);
    order.backwardDone();
  }

  @Override
  public void update(UpdateStep step) {
    order.requireUpdate();
    order.updateBegins();
    workers.run(
        chunks.size(),
        (index, worker) -> {
          Chunk chunk = chunks.get(index);
          String name = chunk.spec().name();
          optimiser.update(
              step,
              chunk.spec().role(),
              parameters.values(name),
              gradients.values(name),
              slots.get(name),
              chunk.from(),
              chunk.to());
        });
    parameters.pack(workers);
  }

  @Override
  public Parameters gradients() {
    order.requireGradients();
    return gradients.export();
  }

  @Override
  public double gradientNorm(String parameter) {
    order.requireGradients();
    return gradients.norm(parameter);
  }

  @Override
  public Parameters optimiserState() {
    order.requireOpen();
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (ParameterSpec spec : parameters.specs()) {
      for (int s = 0; s < optimiser.slots().size(); s++) {
        state.put(
            SessionChecks.slotName(optimiser.slots().get(s), spec.name()),
            Tensor.of(spec.dimensions(), slots.get(spec.name())[s]));
      }
    }
    return new Parameters(state);
  }

  @Override
  public void restore(Parameters values, Parameters optimiserState) {
    order.requireOpen();
    values.checkedFor(plan.network());
    SessionChecks.optimiserState(plan.network(), optimiser, optimiserState);
    order.restoreBegins();
    parameters.set(values, workers);
    for (ParameterSpec spec : parameters.specs()) {
      for (int s = 0; s < optimiser.slots().size(); s++) {
        String name = SessionChecks.slotName(optimiser.slots().get(s), spec.name());
        slots.get(spec.name())[s] = optimiserState.get(name).toFloats();
      }
    }
  }

  @Override
  public void close() {
    super.close();
    kept = null;
    gradients = null;
    backward = null;
    dropout = null;
    slots.clear();
  }
}
