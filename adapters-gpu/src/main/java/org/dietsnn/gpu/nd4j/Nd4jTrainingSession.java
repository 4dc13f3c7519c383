package org.dietsnn.gpu.nd4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.session.SessionChecks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/** Learning: the plans of the last batch size are kept from step to step. */
final class Nd4jTrainingSession extends Nd4jSession implements TrainingSession {
  private final Optimiser optimiser;
  private final ParameterArrays gradients;
  private final DeviceUpdate update;
  private ForwardPlan kept;
  private BackwardPlan backward;

  Nd4jTrainingSession(
      Nd4jRuntime runtime, Network network, Parameters initial, Optimiser optimiser) {
    super(runtime, network, initial);
    this.optimiser = optimiser;
    this.gradients = new ParameterArrays(network);
    this.update = new DeviceUpdate(network, optimiser, parameters, gradients);
  }

  @Override
  public Inference forward(Tensor images, int timeSteps, DropoutMasks dropout) {
    check(images, timeSteps);
    SessionChecks.dropout(network, images.shape()[0], dropout);
    order.forwardBegins();
    plan(new Batch(images.shape()[0], timeSteps));
    kept.masks().set(dropout);
    kept.input(images);
    kept.run();
    order.forwardDone();
    return new Inference(logits(kept), kept.count().activity());
  }

  private void plan(Batch batch) {
    ForwardPlan old = kept;
    kept = null;
    kept = fitting(old, batch, true);
    if (kept != old) {
      backward = new BackwardPlan(kept, parameters, gradients, time);
    }
  }

  @Override
  public void backward(double[] logitGradient) {
    order.requireForward();
    SessionChecks.logitGradient(network, kept.batch().images(), logitGradient);
    order.backwardBegins();
    runtime.enter();
    backward.run(logitGradient);
    order.backwardDone();
  }

  @Override
  public void update(UpdateStep step) {
    order.requireUpdate();
    order.updateBegins();
    runtime.enter();
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
    runtime.enter();
    return gradients.norm(parameter);
  }

  @Override
  public Parameters optimiserState() {
    order.requireOpen();
    Map<String, Tensor> state = new LinkedHashMap<>();
    List<String> names = optimiser.slots();
    for (int s = 0; s < names.size(); s++) {
      String slot = names.get(s);
      update
          .slots()
          .get(s)
          .export()
          .forEach((name, values) -> state.put(SessionChecks.slotName(slot, name), values));
    }
    return new Parameters(state);
  }

  @Override
  public void restore(Parameters values, Parameters optimiserState) {
    order.requireOpen();
    values.checkedFor(network);
    SessionChecks.optimiserState(network, optimiser, optimiserState);
    order.restoreBegins();
    parameters.set(values, "");
    for (int s = 0; s < optimiser.slots().size(); s++) {
      update
          .slots()
          .get(s)
          .set(optimiserState, SessionChecks.slotName(optimiser.slots().get(s), ""));
    }
  }

  @Override
  public void close() {
    super.close();
    gradients.close();
    update.close();
    backward = null;
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
