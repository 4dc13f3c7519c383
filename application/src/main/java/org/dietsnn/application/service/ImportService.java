package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.family.KnownFamilies;
import org.dietsnn.application.family.RecognisedNetwork;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileTensors;
import org.dietsnn.application.format.ImportReport;
import org.dietsnn.application.format.LeftOverTensor;
import org.dietsnn.application.format.MatchedParameter;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.application.port.in.ImportCommand;
import org.dietsnn.application.port.in.ImportNetwork;
import org.dietsnn.application.port.in.ImportedNetwork;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.Versions;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;

/**
 * Joins the tensors of a file with a network: the one the user names, or the one whose names and
 * shapes they have.
 */
public final class ImportService implements ImportNetwork {
  /** What provenance says where nothing is known. */
  private static final String UNKNOWN = "unknown";

  private final KnownFormats formats;

  /** A service that knows these formats. */
  @Inject
  public ImportService(Set<ModelFormat> formats) {
    this.formats = new KnownFormats(formats);
  }

  @Override
  public ImportedNetwork importNetwork(ImportCommand command) {
    ModelFormat format = formats.of(command.file());
    FileContent content = format.read(command.file(), command.part(), command.input());
    try {
      return content instanceof FileContent.NamedTensors tensors
          ? joined(command, format, tensors)
          : whole(command, format, (FileContent.WholeNetwork) content);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s cannot be imported: %s".formatted(command.file(), e.getMessage()),
          e);
    }
  }

  private static ImportedNetwork whole(
      ImportCommand command, ModelFormat format, FileContent.WholeNetwork content) {
    WholeNetworkImport whole = new WholeNetworkImport(command, content);
    Model model = whole.model();
    ImportReport report = whole.report();
    Provenance provenance = provenance(command, format, content.facts(), report);
    return new ImportedNetwork(
        Optional.of(new Checkpoint(model, content.parameters(), provenance, Optional.empty())),
        report);
  }

  private static ImportedNetwork joined(
      ImportCommand command, ModelFormat format, FileContent.NamedTensors content) {
    String prefix = command.mapping().map(NameMapping::prefix).orElse("");
    FileTensors tensors = new FileTensors(content, prefix);
    Optional<RecognisedNetwork> recognised = KnownFamilies.recognise(tensors, command.input());
    Architecture architecture =
        command
            .architecture()
            .or(() -> recognised.map(RecognisedNetwork::architecture))
            .orElseThrow(() -> unrecognised(command));
    boolean own = recognised.map(r -> r.architecture().equals(architecture)).orElse(false);
    NameMapping known =
        recognised.filter(r -> own).map(RecognisedNetwork::mapping).orElse(NameMapping.none());
    NameMapping mapping = command.mapping().map(m -> m.over(known)).orElse(known);
    Normalisation normalisation =
        command
            .normalisation()
            .or(() -> recognised.flatMap(RecognisedNetwork::normalisation))
            .orElseThrow(() -> noNormalisation(command));
    boolean spiking = tensors.names().stream().anyMatch(name -> name.startsWith("threshold."));
    Neuron hidden = spiking ? command.neuron() : new Neuron.Relu();
    int timeSteps = spiking ? timeSteps(command, content.facts()) : 1;
    List<String> classNames =
        command.classNames().isEmpty()
            ? IntStream.range(0, architecture.classes()).mapToObj(Integer::toString).toList()
            : command.classNames();
    Model model = new Model(architecture, hidden, timeSteps, normalisation, classNames);
    TensorMatching matching = new TensorMatching(model.network(), tensors, mapping);
    String network =
        own
            ? recognised.orElseThrow().reason()
            : "%s for images of %s in %d classes, as it was named"
                .formatted(architecture.net(), architecture.input(), architecture.classes());
    ImportReport report =
        new ImportReport(
            network,
            notes(command, own, normalisation, matching.parameters()),
            matching.parameters(),
            matching.leftOver());
    if (!report.complete()) {
      return new ImportedNetwork(Optional.empty(), report);
    }
    Parameters parameters = new Parameters(matching.values()).checkedFor(model.network());
    Provenance provenance = provenance(command, format, content.facts(), report);
    return new ImportedNetwork(
        Optional.of(new Checkpoint(model, parameters, provenance, Optional.empty())), report);
  }

  private static int timeSteps(ImportCommand command, Map<String, String> facts) {
    if (command.timeSteps().isPresent()) {
      return command.timeSteps().getAsInt();
    }
    String told = facts.getOrDefault("timesteps", "");
    if (!told.matches("[1-9][0-9]{0,5}")) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s holds a spiking network and does not say its number of time steps; pass it by"
                  .formatted(command.file())
              + " --time-steps");
    }
    return Integer.parseInt(told);
  }

  private static List<String> notes(
      ImportCommand command,
      boolean recognised,
      Normalisation normalisation,
      List<MatchedParameter> parameters) {
    List<String> notes = new ArrayList<>();
    if (command.normalisation().isEmpty() && recognised) {
      notes.add(
          "Pixels are standardised as in the code that trains this network: means %s, deviations %s."
              .formatted(normalisation.means(), normalisation.deviations()));
    }
    if (parameters.stream()
        .anyMatch(
            p -> p.origin() == MatchedParameter.Origin.CONSTANT && !p.note().equals("zero"))) {
      notes.add(
          "The shortcuts of option A are 1x1 convolutions with weights 0 and 1 set by the importer;"
              + " training changes them like any other weight.");
    }
    notes.add(
        "Which images it was trained on is not known here: on held-out training images that it has"
            + " seen its accuracy is too high; only that on test images counts.");
    return notes;
  }

  private static Provenance provenance(
      ImportCommand command, ModelFormat format, Map<String, String> facts, ImportReport report) {
    StringBuilder config = new StringBuilder("network: ").append(report.network()).append('\n');
    facts.forEach((name, value) -> config.append(name).append(": ").append(value).append('\n'));
    for (LeftOverTensor left : report.leftOver()) {
      config.append("left: ").append(left.tensor().name()).append('\n');
    }
    return new Provenance(
        config.toString(),
        command.seed(),
        command.validation(),
        UNKNOWN,
        UNKNOWN,
        Versions.all("none"),
        "imported from %s (%s)".formatted(command.file().getFileName(), format.name()));
  }

  private static FailureException unrecognised(ImportCommand command) {
    return new FailureException(
        FailureKind.USAGE,
        "%s holds tensors, and their names and shapes are those of no network known here; name the"
                .formatted(command.file())
            + " network by --net and, where names differ, its parameters by --mapping");
  }

  private static FailureException noNormalisation(ImportCommand command) {
    return new FailureException(
        FailureKind.USAGE,
        "%s does not say how its network's pixels are standardised; pass the means and deviations"
                .formatted(command.file())
            + " it was trained with by --normalisation");
  }
}
