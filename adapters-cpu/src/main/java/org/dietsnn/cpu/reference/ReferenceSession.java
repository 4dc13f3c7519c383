package org.dietsnn.cpu.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.session.CallOrder;
import org.dietsnn.application.session.SessionChecks;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/** Inference and inspection, one image after the other. */
sealed class ReferenceSession implements NetworkSession permits ReferenceTrainingSession {
  final Network network;
  final Wiring wiring;
  final CallOrder order = new CallOrder();
  DoubleParameters parameters;

  ReferenceSession(Network network, Parameters parameters) {
    this.network = network;
    this.wiring = Wiring.of(network);
    this.parameters = DoubleParameters.of(network, parameters);
  }

  @Override
  public Inference infer(Tensor images, int timeSteps) {
    check(images, timeSteps);
    Activity activity = null;
    double[] logits = new double[images.shape()[0] * network.classes()];
    int n = 0;
    for (double[] image : split(images)) {
      Presentation presentation =
          new Presentation(wiring, parameters, image, timeSteps, DropoutMasks.none(), n);
      presentation.run();
      activity = plus(activity, ActivityCount.of(wiring, presentation));
      System.arraycopy(presentation.logits(), 0, logits, n * network.classes(), network.classes());
      n++;
    }
    return new Inference(logits, activity);
  }

  @Override
  public Trace trace(Tensor images, int timeSteps) {
    check(images, timeSteps);
    List<Presentation> presentations = present(images, timeSteps, DropoutMasks.none());
    presentations.forEach(Presentation::run);
    Map<Integer, Tensor> spikes = new LinkedHashMap<>();
    Map<Integer, Tensor> membranes = new LinkedHashMap<>();
    for (int p : network.spikingPopulations()) {
      spikes.put(p, recorded(p, timeSteps, presentations, false));
      membranes.put(p, recorded(p, timeSteps, presentations, true));
    }
    int output = network.populations().size() - 1;
    Tensor logits = recorded(output, timeSteps, presentations, false);
    return new Trace(
        spikes,
        membranes,
        Tensor.of(
            new int[] {timeSteps, presentations.size(), network.classes()}, logits.toDoubles()));
  }

  /** What a population emitted, or its membranes after the reset: {@code [t][n][c][row][col]}. */
  private Tensor recorded(
      int p, int timeSteps, List<Presentation> presentations, boolean membranes) {
    Population population = network.population(p);
    Shape shape = population.shape();
    int neurons = shape.neurons();
    double[] values = new double[timeSteps * presentations.size() * neurons];
    int next = 0;
    for (int t = 0; t < timeSteps; t++) {
      for (Presentation image : presentations) {
        for (int i = 0; i < neurons; i++) {
          double emitted = image.emitted[p][t][i];
          values[next++] =
              membranes
                  ? image
                      .lif(p, parameters.scalar(population.thresholdName()))
                      .afterReset(image.potentials[p][t][i], emitted)
                  : emitted;
        }
      }
    }
    return Tensor.of(
        new int[] {
          timeSteps, presentations.size(), shape.channels(), shape.height(), shape.width()
        },
        values);
  }

  @Override
  public CurrentProbe probe(Tensor images, int timeSteps) {
    check(images, timeSteps);
    return new ReferenceProbe(network, present(images, timeSteps, DropoutMasks.none()));
  }

  /** Nothing: this engine is not there to be timed. */
  @Override
  public List<LayerWork> work() {
    order.requireOpen();
    return List.of();
  }

  @Override
  public Parameters parameters() {
    order.requireOpen();
    return parameters.toParameters();
  }

  @Override
  public void close() {
    order.close();
  }

  final void check(Tensor images, int timeSteps) {
    order.requireOpen();
    SessionChecks.images(network, images);
    SessionChecks.timeSteps(network, timeSteps);
  }

  /** One presentation per image, not run yet. */
  final List<Presentation> present(Tensor images, int timeSteps, DropoutMasks dropout) {
    List<Presentation> presentations = new ArrayList<>();
    for (double[] image : split(images)) {
      presentations.add(
          new Presentation(wiring, parameters, image, timeSteps, dropout, presentations.size()));
    }
    return presentations;
  }

  /** The sum of two counts, the first of which may be missing. */
  static Activity plus(Activity sum, Activity next) {
    return sum == null ? next : sum.plus(next);
  }

  private static List<double[]> split(Tensor images) {
    double[] pixels = images.toDoubles();
    int count = images.shape()[0];
    int size = pixels.length / count;
    List<double[]> split = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      split.add(Arrays.copyOfRange(pixels, n * size, (n + 1) * size));
    }
    return split;
  }
}
