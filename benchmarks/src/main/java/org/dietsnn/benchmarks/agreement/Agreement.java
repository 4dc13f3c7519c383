package org.dietsnn.benchmarks.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.benchmarks.torch.Torch;
import org.dietsnn.benchmarks.torch.TorchInference;
import org.dietsnn.benchmarks.workload.Workload;
import org.dietsnn.domain.tensor.Tensor;

/**
 * How far both sides agree on a workload.
 *
 * @param net which network
 * @param rate spikes per neuron and step it was calibrated to
 * @param layers its spiking populations
 * @param logitsGiven greatest difference of a logit, relative to the greatest logit, when libtorch
 *     is given our spikes of the last hidden layer
 * @param logits the same in runs of their own
 */
public record Agreement(
    String net, double rate, List<LayerAgreement> layers, double logitsGiven, double logits) {
  public Agreement {
    layers = List.copyOf(layers);
  }

  /** Runs both sides once and compares. */
  public static Agreement of(ComputeBackend ours, Torch torch, Workload workload, double rate) {
    TorchInference theirs =
        new TorchInference(
            torch, workload.network(), workload.parameters(), workload.images(), workload.steps());
    try (NetworkSession session = ours.open(workload.network(), workload.parameters())) {
      Trace trace = session.trace(workload.images(), workload.steps());
      Map<Integer, float[]> own = theirs.spikes();
      List<LayerAgreement> layers = new ArrayList<>();
      for (int p : workload.network().spikingPopulations()) {
        layers.add(
            LayerAgreement.of(
                workload.network().population(p).name(),
                trace.spikes().get(p).toFloats(),
                theirs.spikes(p, trace.spikes()),
                own.get(p)));
      }
      float[] logits = lastStep(trace.logits());
      return new Agreement(
          workload.net(),
          rate,
          layers,
          difference(logits, theirs.logits(trace.spikes())),
          difference(logits, theirs.logits()));
    }
  }

  /** The worst of the layers. */
  public double worst(ToDoubleFunction<LayerAgreement> measure) {
    return layers.stream().mapToDouble(measure).max().orElse(0);
  }

  private static float[] lastStep(Tensor logits) {
    int[] shape = logits.shape();
    float[] last = new float[shape[1] * shape[2]];
    System.arraycopy(logits.toFloats(), (shape[0] - 1) * last.length, last, 0, last.length);
    return last;
  }

  private static double difference(float[] a, float[] b) {
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i]));
      difference = Math.max(difference, Math.abs(a[i] - b[i]));
    }
    return greatest == 0 ? difference : difference / greatest;
  }
}
