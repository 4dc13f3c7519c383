package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.image.Normalisation;
import org.junit.jupiter.api.Test;

/** The short forms of commands, for programs that embed this one. */
class StandardCommandsTest {
  private final ScriptedBackend backend =
      new ScriptedBackend((n, k, p, training) -> Given.right(n));
  private final DataSet data = Given.data(20, 1);

  @Test
  void anAnnBeginsWithWeightsOfItsSeedAndSaysSo() {
    TrainCommand command = ann(7);

    assertThat(command.model().spiking()).isFalse();
    assertThat(command.model().classNames()).isEqualTo(data.classNames());
    assertThat(command.initial()).isEqualTo(ann(7).initial()).isNotEqualTo(ann(8).initial());
    assertThat(command.provenance().seed()).isEqualTo(7);
    assertThat(command.provenance().data()).isEqualTo("numbers");
    assertThat(command.provenance().dataFingerprint()).isEqualTo(data.train().fingerprint());
    assertThat(command.provenance().versions()).containsKeys("dietsnn", "java", "backend");
    assertThat(command.provenance().versions().get("dietsnn")).matches("[0-9].*");
    assertThat(command.provenance().validation()).isEqualTo(command.recipe().validation());
    assertThat(command.provenance().config())
        .contains("epochs: 2\n", "learning rate: 0.001\n", "optimiser: Adam[beta1=0.9,");
    assertThat(command.provenance().origin()).isEqualTo("initialised");
    assertThat(command.resume()).isFalse();
  }

  @Test
  void anAnnThatCannotBeBuiltIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TrainCommand.ann(backend, data, "4 A 4 A", Recipe.ann(1), 1, Given.FOLDER))
        .withMessageContaining("cannot pool 1 x 1");
  }

  @Test
  void aNetworkThatIsThereIsTrainedFurtherWithItsSeed() {
    Checkpoint start = Given.checkpoint(Given.snn("20"));

    TrainCommand command = TrainCommand.from(backend, data, start, Recipe.snn(3), Given.FOLDER);

    assertThat(command.model()).isEqualTo(start.model());
    assertThat(command.initial()).isEqualTo(start.parameters());
    assertThat(command.provenance().seed()).isEqualTo(start.provenance().seed());
    assertThat(command.provenance().origin())
        .contains("numbers", start.parameters().fingerprint(), "initialised");
    assertThat(command.recipe().epochs()).isEqualTo(3);
  }

  @Test
  void aConversionLooksAtTheImagesThatTheAnnWasTrainedWith() {
    Checkpoint ann = Given.checkpoint(Given.ann("20"));

    ConvertCommand command = ConvertCommand.standard(backend, data, ann, 5);

    assertThat(command.timeSteps()).isEqualTo(5);
    assertThat(command.seed()).isEqualTo(ann.provenance().seed());
    assertThat(command.validation()).isEqualTo(ann.provenance().validation());
  }

  @Test
  void aRecipeThatHoldsOutOtherImagesThanTheCheckpointIsRefused() {
    Checkpoint start = Given.checkpoint(Given.snn("20"), ann(1).provenance());
    Recipe other = Given.recipe(1, 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainCommand.from(backend, data, start, other, Given.FOLDER))
        .withMessage(
            "seed 1 and validation share 0.2 hold out images that the checkpoint was trained on; pass its seed 1 and its validation share 0.1");
    assertThat(
            TrainCommand.from(backend, Given.data(30, 1), start, other, Given.FOLDER)
                .provenance()
                .validation())
        .isEqualTo(0.2);
  }

  @Test
  void theProvenanceMayNotSayAnotherShareThanTheRecipe() {
    TrainCommand command = ann(1);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Given.training(
                    backend,
                    command.model(),
                    data,
                    Given.recipe(1, 4),
                    command.provenance(),
                    false))
        .withMessage("validation share 0.1 in the provenance, 0.2 in the recipe");
  }

  @Test
  void theNormalisationOfADataSetMustFitItsChannels() {
    Normalisation two = new Normalisation(List.of(0.0, 0.0), List.of(1.0, 1.0));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DataSet(
                    "numbers", data.shape(), data.classNames(), data.train(), data.test(), two))
        .withMessageContaining("normalisation of 2 channels");
  }

  private TrainCommand ann(long seed) {
    return TrainCommand.ann(backend, data, "4", Recipe.ann(2), seed, Given.FOLDER);
  }
}
