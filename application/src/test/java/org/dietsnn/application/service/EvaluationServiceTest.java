package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.dietsnn.application.port.in.EvaluateCommand;
import org.dietsnn.application.port.in.Evaluation;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationServiceTest {
  private final Checkpoint snn = Given.checkpoint(Given.snn("20 30"));

  /** Wilson 1927: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.959964. */
  @ParameterizedTest
  @CsvSource({
    "10, 8, 0.490162, 0.943318",
    "10, 10, 0.722467, 1",
    "10, 0, 0, 0.277533",
    "50, 25, 0.366445, 0.633555"
  })
  void accuracyHasItsWilsonInterval(int images, int right, double lower, double upper) {
    ScriptedBackend backend =
        new ScriptedBackend((n, k, p, training) -> n < right ? Given.right(n) : Given.wrong(n));

    Evaluation evaluation = evaluate(backend, images, 4);

    assertThat(evaluation.correct()).isEqualTo(right);
    assertThat(evaluation.accuracy()).isEqualTo((double) right / images);
    assertThat(evaluation.lower()).isCloseTo(lower, within(1e-6));
    assertThat(evaluation.upper()).isCloseTo(upper, within(1e-6));
    assertThat(evaluation.lower()).isBetween(0.0, evaluation.accuracy());
    assertThat(evaluation.upper()).isBetween(evaluation.accuracy(), 1.0);
  }

  @Test
  void everyImageIsPredictedOnceInOrderWhateverTheBatch() {
    ScriptedBackend backend =
        new ScriptedBackend((n, k, p, training) -> n == 3 ? Given.wrong(n) : Given.right(n));

    Evaluation evaluation = evaluate(backend, 11, 4);

    assertThat(backend.inferred).hasSize(3);
    assertThat(backend.inferred.stream().flatMap(batch -> batch.stream()))
        .containsExactlyElementsOf(IntStream.range(0, 11).boxed().toList());
    assertThat(evaluation.predictions()).containsExactly(0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0);
    double rightLoss = Math.log1p(Math.exp(-2));
    assertThat(evaluation.loss()).isCloseTo((11 * rightLoss + 2) / 11, within(1e-12));
    assertThat(backend.open).isZero();
  }

  @Test
  void spikesAreCountedOverAllBatchesAndEnergyFollowsFromThem() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    backend.rates.put(1, 0.5);
    backend.rates.put(2, 0.25);

    Evaluation evaluation = evaluate(backend, 10, 4);

    // 2x2 pixels; widths 20 and 30 scaled by 0.1; T = 5: 12 neurons x 5 x 10 images, or 8.
    Network network = snn.model().network();
    assertThat(evaluation.activity().images()).isEqualTo(10);
    assertThat(evaluation.activity().spikes()).element(1).isEqualTo(200L);
    assertThat(evaluation.activity().spikes()).element(2).isEqualTo(150L);
    // MACs: conv 9*1*8, conv 9*2*12, dense 12*2; spikes per neuron 2.5 and 1.25.
    assertThat(network.macs()).isEqualTo(72 + 216 + 24);
    assertThat(evaluation.energy().annMillijoules()).isCloseTo(4.6e-9 * 312, within(1e-18));
    assertThat(evaluation.energy().snnMillijoules())
        .isCloseTo(1e-9 * (4.6 * 72 + 0.9 * (2.5 * 216 + 1.25 * 24)), within(1e-18));
    assertThat(evaluation.energy().snnMillijoulesEveryStep())
        .isCloseTo(1e-9 * (5 * 4.6 * 72 + 0.9 * (2.5 * 216 + 1.25 * 24)), within(1e-18));
  }

  @Test
  void impossibleEvaluationsAreRefused() {
    ScriptedBackend backend = new ScriptedBackend((n, k, p, training) -> Given.right(n));
    NumberedImages images = new NumberedImages(3, 4, 2);
    Checkpoint ann = Given.checkpoint(Given.ann("20"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvaluateCommand(backend, snn, 0, images, 1))
        .withMessageContaining("T = 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvaluateCommand(backend, ann, 2, images, 1))
        .withMessageContaining("an ANN takes T = 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvaluateCommand(backend, snn, 5, new NumberedImages(0, 4, 2), 1))
        .withMessageContaining("no images");
  }

  private Evaluation evaluate(ScriptedBackend backend, int images, int batch) {
    return new EvaluationService()
        .evaluate(
            new EvaluateCommand(backend, snn, 5, new NumberedImages(images, 4, 2), batch),
            ProgressListener.silent());
  }
}
