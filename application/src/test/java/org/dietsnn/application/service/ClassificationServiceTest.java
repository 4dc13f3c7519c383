package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.dietsnn.application.port.in.ClassifyImage;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.junit.jupiter.api.Test;

class ClassificationServiceTest {
  private final ScriptedBackend backend =
      new ScriptedBackend((n, k, p, training) -> new double[] {1, 1 + Math.log(3)});

  @Test
  void theMostLikelyClassIsNamedWithItsProbability() {
    try (ClassifyImage.Classifier classifier =
        new ClassificationService().open(backend, Given.checkpoint(Given.snn("20")))) {
      ClassifyImage.Label label = classifier.classify(new float[4]);

      assertThat(label.index()).isEqualTo(1);
      assertThat(label.name()).isEqualTo("odd");
      assertThat(label.probability()).isCloseTo(0.75, within(1e-12));
    }
    assertThat(backend.open).isZero();
  }

  @Test
  void theImageIsNormalisedAndTheCallersArrayLeftAlone() {
    Model plain = Given.snn("20");
    Model normalising =
        new Model(
            plain.architecture(),
            plain.hidden(),
            plain.timeSteps(),
            new Normalisation(List.of(0.5), List.of(0.125)),
            plain.classNames());
    Checkpoint checkpoint =
        new Checkpoint(
            normalising, Given.parameters(normalising), Given.provenance(1), Optional.empty());
    float[] pixels = {1, 1, 1, 1};
    try (ClassifyImage.Classifier classifier =
        new ClassificationService().open(backend, checkpoint)) {

      classifier.classify(pixels);

      assertThat(backend.inferred).containsExactly(List.of(4));
      assertThat(pixels).containsOnly(1);
    }
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    try (ClassifyImage.Classifier classifier =
        new ClassificationService().open(backend, Given.checkpoint(Given.snn("20")))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.classify(new float[5]))
          .withMessage("an image of 1x2x2 has 4 values, found 5");
    }
  }
}
