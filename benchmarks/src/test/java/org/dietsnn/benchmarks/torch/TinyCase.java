package org.dietsnn.benchmarks.torch;

import java.util.List;
import java.util.SplittableRandom;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.service.RateCalibration;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.conversion.SpikingTwin;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** A small random network with images, and what the reference engine makes of them. */
record TinyCase(Network network, Parameters parameters, Tensor images, int[] labels, int steps) {
  private static final int IMAGES = 3;
  private static final int CLASSES = 4;
  private static final double LEAK = 0.9;
  private static final double RATE = 0.3;
  static final double LEARNING_RATE = 1e-3;

  /** What the reference engine computes. */
  record Expected(double[] logits, Parameters gradients, Parameters updated) {}

  static TinyCase spiking(String net, List<Integer> dense, double width, int side, int steps) {
    SplittableRandom random = new SplittableRandom(7);
    Network ann = architecture(net, dense, width, side).build();
    Network snn = SpikingTwin.spiking(ann, Neuron.Lif.standard());
    Parameters drawn =
        SpikingTwin.parameters(Initialisation.HE_FAN_IN.draw(ann, random), snn, 1, LEAK);
    Tensor images = images(random, side);
    Parameters calibrated =
        new RateCalibration(steps, RATE)
            .calibrated(new ReferenceBackend(), snn, drawn, images, ProgressListener.silent());
    return new TinyCase(snn, calibrated, images, new int[] {0, 3, 1}, steps);
  }

  static TinyCase rectifying(String net, List<Integer> dense, double width, int side) {
    SplittableRandom random = new SplittableRandom(7);
    Network ann = architecture(net, dense, width, side).build();
    Parameters drawn = Initialisation.HE_FAN_IN.draw(ann, random);
    return new TinyCase(ann, drawn, images(random, side), new int[] {0, 3, 1}, 1);
  }

  private static Architecture architecture(
      String net, List<Integer> dense, double width, int side) {
    return new Architecture(net, dense, width, new Shape(3, side, side), CLASSES, 3, false);
  }

  private static Tensor images(SplittableRandom random, int side) {
    float[] pixels = new float[IMAGES * 3 * side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return Tensor.of(new int[] {IMAGES, 3, side, side}, pixels);
  }

  Expected expected() {
    try (TrainingSession session =
        new ReferenceBackend()
            .openTraining(network, parameters.as(Precision.FLOAT64), Adam.standard(false, 0))) {
      Inference inference = session.forward(images, steps, DropoutMasks.none());
      session.backward(CrossEntropy.of(inference.logits(), labels).gradient());
      Parameters gradients = session.gradients();
      session.update(new UpdateStep(1, LEARNING_RATE));
      return new Expected(inference.logits(), gradients, session.parameters());
    }
  }
}
