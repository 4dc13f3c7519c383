package org.dietsnn.application.service;

import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** Its state is the number of updates, which is also the value of its first weight, and of runs. */
final class ScriptedSession implements TrainingSession {
  private final ScriptedBackend backend;
  private final Network network;
  private Parameters parameters;
  private long updates;
  private int runs;

  ScriptedSession(ScriptedBackend backend, Network network, Parameters parameters) {
    this.backend = backend;
    this.network = network;
    this.parameters = parameters;
  }

  /** The number of updates that parameters have seen. */
  static long updatesOf(Network network, Parameters parameters) {
    return (long) parameters.get(network.parameterSpecs().get(0).name()).at(0);
  }

  @Override
  public Inference infer(Tensor images, int timeSteps) {
    backend.inferred.add(NumberedImages.numbers(images));
    return run(images, timeSteps, false);
  }

  @Override
  public Inference forward(Tensor images, int timeSteps, DropoutMasks dropout) {
    backend.trained.add(NumberedImages.numbers(images));
    backend.masks.add(dropout);
    return run(images, timeSteps, true);
  }

  private Inference run(Tensor images, int timeSteps, boolean training) {
    runs++;
    return new Inference(
        backend.logits(network, images, updates, parameters, training),
        backend.activity(network, images.shape()[0], timeSteps));
  }

  @Override
  public void backward(double[] logitGradient) {
    backend.gradients.add(logitGradient.clone());
  }

  @Override
  public void update(UpdateStep step) {
    backend.steps.add(step);
    updates++;
    String first = network.parameterSpecs().get(0).name();
    float[] values = parameters.get(first).toFloats();
    values[0] = (float) (updates * backend.step);
    parameters = parameters.with(first, Tensor.of(parameters.get(first).shape(), values));
  }

  @Override
  public double gradientNorm(String parameter) {
    return backend.norms.getOrDefault(parameter, 1.0);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Parameters optimiserState() {
    return new Parameters(Map.of("updates", Tensor.scalar((double) updates, Precision.FLOAT64)));
  }

  @Override
  public void restore(Parameters values, Parameters optimiserState) {
    parameters = values;
    updates = (long) optimiserState.get("updates").at(0);
  }

  @Override
  public CurrentProbe probe(Tensor images, int timeSteps) {
    backend.probed.add(NumberedImages.numbers(images));
    return new CurrentProbe() {
      @Override
      public double[] currents(int population, PercentileRule rule) {
        return backend.currents.get(population).clone();
      }

      @Override
      public double spikeRate(int population, double threshold) {
        return backend.rateByThreshold.applyAsDouble(population, threshold);
      }

      @Override
      public void fire(int population, double threshold) {
        backend.fired.add(population + "=" + threshold);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    backend.open--;
  }

  @Override
  public List<LayerWork> work() {
    return backend.workPerRun.stream()
        .map(
            layer ->
                new LayerWork(
                    layer.population(),
                    runs * layer.forwardNanos(),
                    runs * layer.backwardNanos(),
                    runs * layer.eventDrivenFrames(),
                    runs * layer.denseFrames()))
        .toList();
  }

  @Override
  public Parameters gradients() {
    return backend.gradient;
  }

  @Override
  public Trace trace(Tensor images, int timeSteps) {
    backend.traced.add(NumberedImages.numbers(images));
    return new Trace(backend.spikes, Map.of(), null);
  }
}
