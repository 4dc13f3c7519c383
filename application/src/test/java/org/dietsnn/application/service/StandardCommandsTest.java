package org.dietsnn.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Checkpoint;
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
    assertThat(command.provenance().versions()).containsKeys("java", "backend");
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
    assertThat(command.provenance().origin()).contains("numbers");
    assertThat(command.recipe().epochs()).isEqualTo(3);
  }

  @Test
  void aConversionLooksAtTheImagesThatTheAnnWasTrainedWith() {
    Checkpoint ann = Given.checkpoint(Given.ann("20"));

    ConvertCommand command = ConvertCommand.standard(backend, data, ann, 5);

    assertThat(command.timeSteps()).isEqualTo(5);
    assertThat(command.seed()).isEqualTo(ann.provenance().seed());
    assertThat(command.validation()).isEqualTo(Recipe.ann(1).validation());
  }

  private TrainCommand ann(long seed) {
    return TrainCommand.ann(backend, data, "4", Recipe.ann(2), seed, Given.FOLDER);
  }
}
