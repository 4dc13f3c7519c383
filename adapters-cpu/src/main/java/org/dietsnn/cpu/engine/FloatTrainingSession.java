package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.session.SessionChecks;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
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
  private ParameterArrays gradients;
  private BackwardPass backward;
  private List<ParameterArrays> slots = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private DropoutMasks dropout = DropoutMasks.none();

  /** A part of one parameter. */
  private record Chunk(ParameterRole role, int from, int to) {}

  FloatTrainingSession(
      Network network,
      Parameters initial,
      Optimiser optimiser,
      FloatKernels kernels,
      SpikePath path,
      Membranes membranes,
      Workers workers) {
    super(network, initial, kernels, path, workers);
    this.optimiser = optimiser;
    boolean stored = membranes == Membranes.STORED;
    this.kept =
        new Activations(plan, stored ? Activations.Potentials.ALL : Activations.Potentials.ONE);
    this.gradients = new ParameterArrays(plan);
    FloatParameters gradientsOf = new FloatParameters(plan, gradients);
    this.backward =
        new BackwardPass(plan, parameters, gradientsOf, forward, kernels, workers, scratch, time);
    for (int slot = 0; slot < optimiser.slots().size(); slot++) {
      slots.add(new ParameterArrays(plan));
    }
    for (ParameterSpec spec : gradients.specs()) {
      int start = gradients.start(spec.name());
      int end = start + gradients.length(spec.name());
      for (int from = start; from < end; from += UPDATE_CHUNK) {
        chunks.add(new Chunk(spec.role(), from, Math.min(end, from + UPDATE_CHUNK)));
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
    // Also if the update fails halfway, what was made from the old values is out of date.
    parameters.arrays().changed();
    float[][] slotValues = slots.stream().map(ParameterArrays::values).toArray(float[][]::new);
    workers.run(
        chunks.size(),
        (index, worker) -> {
          Chunk chunk = chunks.get(index);
          optimiser.update(
              step,
              chunk.role(),
              parameters.arrays().values(),
              gradients.values(),
              slotValues,
              chunk.from(),
              chunk.to());
        });
  }

  @Override
  public Parameters gradients() {
    order.requireGradients();
    return new Parameters(gradients.export());
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
    for (int s = 0; s < slots.size(); s++) {
      String slot = optimiser.slots().get(s);
      slots
          .get(s)
          .export()
          .forEach((name, values) -> state.put(SessionChecks.slotName(slot, name), values));
    }
    return new Parameters(state);
  }

  @Override
  public void restore(Parameters values, Parameters optimiserState) {
    order.requireOpen();
    values.checkedFor(plan.network());
    SessionChecks.optimiserState(plan.network(), optimiser, optimiserState);
    order.restoreBegins();
    parameters.arrays().set(values, "");
    for (int s = 0; s < slots.size(); s++) {
      slots.get(s).set(optimiserState, SessionChecks.slotName(optimiser.slots().get(s), ""));
    }
  }

  @Override
  public void close() {
    super.close();
    kept = null;
    gradients = null;
    backward = null;
    dropout = null;
    slots = null;
  }
}
