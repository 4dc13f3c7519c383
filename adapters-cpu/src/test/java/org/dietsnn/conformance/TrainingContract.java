package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.junit.jupiter.api.Test;

/** All of it together: a small SNN learns to read some of the bundled digits. */
public interface TrainingContract extends BackendUnderTest {
  /** Share of the test images that are classified right in the end. */
  double LEAST_ACCURACY = 0.75;

  /** How far the mean loss of the last epoch may be from that of the reference, relatively. */
  double LOSS_DIFFERENCE = 0.25;

  /**
   * Spikes fall otherwise after some steps in another precision, so trajectories part; what is
   * learnt does not depend on that.
   */
  @Test
  default void aNetworkLearnsToReadDigits() {
    Outcome expected = ReferenceTraining.OUTCOME;
    Outcome found = train(backend());

    assertThat(found.firstLoss())
        .as("loss of the first step")
        .isCloseTo(expected.firstLoss(), within(tolerance().relative() * expected.firstLoss()));
    assertThat(found.lastLoss())
        .as("mean loss of the last epoch")
        .isCloseTo(expected.lastLoss(), within(LOSS_DIFFERENCE * expected.lastLoss()));
    assertThat(found.accuracy()).as("accuracy").isGreaterThanOrEqualTo(LEAST_ACCURACY);
  }

  /**
   * What came of a training.
   *
   * @param firstLoss loss of the first step
   * @param lastLoss mean loss of the last epoch
   * @param accuracy share of the test images classified right
   */
  record Outcome(double firstLoss, double lastLoss, double accuracy) {}

  /** Run once, however many backends are compared. */
  final class ReferenceTraining {
    static final Outcome OUTCOME = train(new ReferenceBackend());

    private ReferenceTraining() {}
  }

  private static Outcome train(ComputeBackend backend) {
    int epochs = 8;
    int batch = 32;
    int timeSteps = 3;
    Digits digits = Digits.toTrainWith(300);
    Network network =
        new Model(
                new Architecture("6 A 12", List.of(), 1, new Shape(1, 8, 8), 10, 3, false),
                Neuron.Lif.standard(),
                timeSteps,
                new Normalisation(List.of(0.0), List.of(1.0)),
                IntStream.range(0, 10).mapToObj(Integer::toString).toList())
            .network();
    Parameters initial = Initialisation.HE_FAN_IN.draw(network, new SplittableRandom(1));
    double firstLoss = 0;
    double lastLoss = 0;
    try (TrainingSession session =
        backend.openTraining(network, initial, Adam.standard(true, 5e-4))) {
      int step = 0;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        for (int from = 0; from < digits.size(); from += batch) {
          int to = Math.min(digits.size(), from + batch);
          Inference inference =
              session.forward(digits.images(from, to), timeSteps, DropoutMasks.none());
          CrossEntropy loss = CrossEntropy.of(inference.logits(), digits.labels(from, to));
          session.backward(loss.gradient());
          step++;
          session.update(new UpdateStep(step, 5e-3));
          firstLoss = step == 1 ? loss.value() : firstLoss;
          lastLoss += epoch == epochs ? loss.value() * (to - from) / digits.size() : 0;
        }
      }
      Digits unseen = Digits.toTestWith(200);
      Inference inference = session.infer(unseen.images(0, unseen.size()), timeSteps);
      int right = 0;
      for (int n = 0; n < unseen.size(); n++) {
        right += inference.prediction(n, network.classes()) == unseen.labels()[n] ? 1 : 0;
      }
      return new Outcome(firstLoss, lastLoss, (double) right / unseen.size());
    }
  }
}
