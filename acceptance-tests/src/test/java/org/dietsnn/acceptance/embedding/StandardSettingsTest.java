package org.dietsnn.acceptance.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.cli.config.ConvertConfig;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.data.digits.DigitsDataSource;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.junit.jupiter.api.Test;

/** A program that embeds dietsnn gets the same defaults as a user of the command line. */
class StandardSettingsTest {
  private final RunConfig defaults = RunConfig.defaults().resolvedFor("digits");

  @Test
  void theStandardRecipesAreThoseOfTheCommandLine() {
    assertThat(Recipe.ann(30)).isEqualTo(defaults.ann().recipe());
    assertThat(Recipe.snn(30)).isEqualTo(defaults.snn().recipe());
  }

  @Test
  void theStandardConversionIsThatOfTheCommandLine() {
    DataSet digits = new DigitsDataSource().open(Optional.empty());
    Model model =
        new Model(
            Architecture.of("2 A", digits.shape(), 10),
            new Neuron.Relu(),
            1,
            digits.normalisation(),
            digits.classNames());
    Checkpoint ann =
        new Checkpoint(
            model,
            new Parameters(Map.of()),
            new Provenance("", 42, 0.1, "digits", "", Map.of(), ""),
            Optional.empty());

    ConvertCommand command = ConvertCommand.standard(null, digits, ann, 5);

    ConvertConfig config = defaults.convert();
    assertThat(command.calibration()).isEqualTo(config.calibration());
    assertThat(command.searchSteps()).isEqualTo(config.searchSteps());
    assertThat(command.percentile()).isEqualTo(new PercentileRule(config.percentile()));
    assertThat(command.scalings()).isEqualTo(config.scalings());
    assertThat(command.leak()).isEqualTo(config.leak());
    assertThat(command.search()).isEqualTo(config.layers());
    assertThat(command.defaultThreshold()).isEqualTo(config.defaultThreshold());
    assertThat(command.neuron()).isEqualTo(defaults.neuron().neuron());
    assertThat(command.validation()).isEqualTo(defaults.ann().validation());
    assertThat(command.seed()).isEqualTo(42);
  }
}
