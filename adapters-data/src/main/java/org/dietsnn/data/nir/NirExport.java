package org.dietsnn.data.nir;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ExportFormat;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Versions;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.tensor.Precision;

/** Writes spiking networks as NIR graphs. */
public final class NirExport implements ExportFormat {
  @Override
  public String name() {
    return "nir";
  }

  @Override
  public String extension() {
    return "nir";
  }

  @Override
  public List<String> write(Path file, Checkpoint checkpoint) {
    Model model = checkpoint.model();
    if (!(model.hidden() instanceof Neuron.Lif neuron)) {
      throw new FailureException(
          FailureKind.USAGE,
          "NIR holds spiking networks only, and this checkpoint is an ANN; convert it first, see dietsnn convert --help");
    }
    List<String> notes = notes(neuron.reset());
    Precision precision = NetworkToNir.precision(checkpoint.parameters());
    try {
      NirGraph graph =
          NetworkToNir.of(
              model.network(),
              checkpoint.parameters(),
              NirTime.STANDARD_DT,
              metadata(model, neuron.reset(), precision, String.join(" ", notes)));
      new NirWriter(precision).write(file, graph);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.USAGE, "this network cannot become NIR: " + e.getMessage(), e);
    }
    return notes;
  }

  private static List<String> notes(Reset reset) {
    String perStep = "Outputs have to be added up over the time steps, as metadata/readout says.";
    return switch (reset) {
      case HARD -> List.of(perStep);
      case SOFT ->
          List.of(
              "A neuron of NIR resets to v_reset = 0 when it fires, this network subtracts the"
                  + " threshold instead (metadata/reset = soft): simulators that do not read the"
                  + " metadata will give other spikes and other predictions.",
              perStep);
      case SOFT_UNLEAKED ->
          List.of(
              "A neuron of NIR resets to v_reset = 0 when it fires, this network subtracts the"
                  + " threshold in the following step instead (metadata/reset = soft_unleaked):"
                  + " simulators that do not read the metadata will give other spikes and other"
                  + " predictions.",
              perStep);
    };
  }

  private static NirMetadata metadata(
      Model model, Reset reset, Precision precision, String warning) {
    return NirMetadata.none()
        .with(NirLayout.META_GENERATOR, "dietsnn " + Versions.dietsnn())
        .with(NirLayout.META_DT, NirTime.STANDARD_DT)
        .with(NirLayout.META_TIME_STEPS, (long) model.timeSteps())
        .with(NirLayout.META_ENCODING, NirLayout.DIRECT)
        .with(NirLayout.META_READOUT, NirLayout.SUM)
        .with(NirLayout.META_RESET, reset.name().toLowerCase(Locale.ROOT))
        .with(NirLayout.META_PRECISION, precision.name().toLowerCase(Locale.ROOT))
        .with(NirLayout.META_CLASSES, model.classNames())
        .with(NirLayout.META_MEANS, model.normalisation().means())
        .with(NirLayout.META_DEVIATIONS, model.normalisation().deviations())
        .with(NirLayout.META_WARNING, warning);
  }
}
