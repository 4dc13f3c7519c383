package org.dietsnn.cpu.reference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.session.SessionChecks;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/** Learning: the presentations of the last forward pass are kept for the backward pass. */
final class ReferenceTrainingSession extends ReferenceSession implements TrainingSession {
  private final Optimiser optimiser;

  /** By parameter, then in the order of the optimiser's slots. */
  private final Map<String, double[][]> slots = new LinkedHashMap<>();

  private List<Presentation> presentations = List.of();
  private DoubleParameters gradients;

  ReferenceTrainingSession(Network network, Parameters parameters, Optimiser optimiser) {
    super(network, parameters);
    this.optimiser = optimiser;
    this.gradients = DoubleParameters.zeros(network);
    for (ParameterSpec spec : network.parameterSpecs()) {
      slots.put(spec.name(), new double[optimiser.slots().size()][Math.toIntExact(spec.count())]);
    }
  }

  @Override
  public Inference forward(Tensor images, int timeSteps, DropoutMasks dropout) {
    check(images, timeSteps);
    SessionChecks.dropout(network, images.shape()[0], dropout);
    order.forwardBegins();
    presentations = present(images, timeSteps, dropout);
    Activity activity = null;
    double[] logits = new double[presentations.size() * network.classes()];
    for (int n = 0; n < presentations.size(); n++) {
      Presentation image = presentations.get(n);
      image.run();
      activity = plus(activity, ActivityCount.of(wiring, image));
      System.arraycopy(image.logits(), 0, logits, n * network.classes(), network.classes());
    }
    order.forwardDone();
    return new Inference(logits, activity);
  }

  @Override
  public void backward(double[] logitGradient) {
    order.requireForward();
    SessionChecks.logitGradient(network, presentations.size(), logitGradient);
    order.backwardBegins();
    gradients = DoubleParameters.zeros(network);
    BackPropagation backward = new BackPropagation(wiring, parameters, gradients);
    int classes = network.classes();
    for (int n = 0; n < presentations.size(); n++) {
      backward.run(
          presentations.get(n), Arrays.copyOfRange(logitGradient, n * classes, (n + 1) * classes));
    }
    presentations = List.of();
    order.backwardDone();
  }

  @Override
  public void update(UpdateStep step) {
    order.requireUpdate();
    order.updateBegins();
    for (ParameterSpec spec : network.parameterSpecs()) {
      double[] values = parameters.get(spec.name());
      optimiser.update(
          step,
          spec.role(),
          values,
          gradients.get(spec.name()),
          slots.get(spec.name()),
          0,
          values.length);
    }
    presentations = List.of();
  }

  @Override
  public Parameters gradients() {
    order.requireGradients();
    return gradients.toParameters();
  }

  @Override
  public double gradientNorm(String parameter) {
    order.requireGradients();
    double sum = 0;
    for (double g : gradients.get(parameter)) {
      sum += g * g;
    }
    return Math.sqrt(sum);
  }

  @Override
  public Parameters optimiserState() {
    order.requireOpen();
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
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
    DoubleParameters restored = DoubleParameters.of(network, values);
    SessionChecks.optimiserState(network, optimiser, optimiserState);
    order.restoreBegins();
    parameters = restored;
    for (ParameterSpec spec : network.parameterSpecs()) {
      for (int s = 0; s < optimiser.slots().size(); s++) {
        String name = SessionChecks.slotName(optimiser.slots().get(s), spec.name());
        slots.get(spec.name())[s] = optimiserState.get(name).toDoubles();
      }
    }
    presentations = List.of();
  }

  @Override
  public void close() {
    presentations = List.of();
    super.close();
  }
}
