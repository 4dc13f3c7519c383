package org.dietsnn.cpu.engine;

import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.session.SessionChecks;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/** Learning. */
final class FloatTrainingSession extends FloatSession implements TrainingSession {
  private final Optimiser optimiser;
  private Activations kept;
  private Gradients gradients;
  private BackwardPass backward;
  private ParameterUpdate update;
  private DropoutMasks dropout = DropoutMasks.none();

  FloatTrainingSession(
      Network network,
      Parameters initial,
      Optimiser optimiser,
      FloatKernels kernels,
      SpikePath path,
      Membranes membranes,
      Workers workers) {
    super(network, initial, kernels, path, workers, false);
    this.optimiser = optimiser;
    SpareArrays spare = new SpareArrays();
    this.kept =
        new Activations(
            plan,
            membranes == Membranes.STORED
                ? Activations.Potentials.VARYING
                : Activations.Potentials.ON_DEMAND,
            spare);
    this.gradients = new Gradients(plan, workers, scratch);
    this.backward =
        new BackwardPass(
            plan, parameters, tiles, gradients, forward, workers, scratch, spare, time);
    this.update =
        new ParameterUpdate(plan, optimiser, parameters.arrays(), gradients, workers, scratch);
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
    update.run(step);
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
    return update.state();
  }

  @Override
  public void restore(Parameters values, Parameters optimiserState) {
    order.requireOpen();
    values.checkedFor(plan.network());
    SessionChecks.optimiserState(plan.network(), optimiser, optimiserState);
    order.restoreBegins();
    parameters.arrays().set(values, "");
    update.restore(optimiserState);
  }

  @Override
  public void close() {
    super.close();
    kept = null;
    gradients = null;
    backward = null;
    dropout = null;
    update = null;
  }
}
