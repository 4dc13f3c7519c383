package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.ImportReport;
import org.dietsnn.application.format.MatchedParameter;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.application.port.in.ImportCommand;
import org.dietsnn.domain.architecture.Graph;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;

/** Makes a model of a file that holds a graph with all its parameters. */
final class WholeNetworkImport {
  private final ImportCommand command;
  private final FileContent.WholeNetwork content;

  WholeNetworkImport(ImportCommand command, FileContent.WholeNetwork content) {
    this.command = command;
    this.content = content;
  }

  /**
   * The model; what the command says goes before what the file says.
   *
   * @throws FailureException of kind USAGE if the command contradicts the graph, or neither says
   *     what is needed; UNAVAILABLE if hidden populations have different neurons
   */
  Model model() {
    if (command.architecture().isPresent() || command.mapping().isPresent()) {
      throw usage("holds its own graph and parameters; leave --net and --mapping out");
    }
    Network network = content.network();
    if (!command.input().orElse(network.input().shape()).equals(network.input().shape())) {
      throw usage(
          "takes images of %s, and the command says %s; leave --input out or pass fitting --data"
              .formatted(network.input().shape(), command.input().get()));
    }
    Neuron hidden = hidden(network);
    return new Model(
        new Graph(network),
        hidden,
        hidden instanceof Neuron.Lif ? timeSteps() : 1,
        normalisation(),
        classNames(network.classes()));
  }

  /** Everything copied, nothing left. */
  ImportReport report() {
    List<MatchedParameter> parameters = new ArrayList<>();
    content.parameters().values().forEach((name, value) -> parameters.add(copied(name, value)));
    List<String> notes = new ArrayList<>();
    content.facts().forEach((name, value) -> notes.add("%s: %s".formatted(name, value)));
    return new ImportReport(
        String.format(
            Locale.ROOT,
            "the graph in the file, %d populations for images of %s in %d classes",
            content.network().populations().size(),
            content.network().input().shape(),
            content.network().classes()),
        notes,
        parameters,
        List.of());
  }

  private static MatchedParameter copied(String name, Tensor value) {
    List<Long> shape = Arrays.stream(value.shape()).mapToObj(Long::valueOf).toList();
    String type = value.precision().name().toLowerCase(Locale.ROOT);
    return new MatchedParameter(
        name,
        shape,
        MatchedParameter.Origin.COPIED,
        List.of(new TensorDescription(name, type, shape)),
        "");
  }

  private Neuron hidden(Network network) {
    List<Neuron> neurons =
        network.populations().subList(1, network.populations().size() - 1).stream()
            .map(Population::neuron)
            .distinct()
            .toList();
    if (neurons.size() > 1) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "%s has hidden populations of different neurons, %s; networks here have one kind"
              .formatted(command.file(), neurons));
    }
    return neurons.isEmpty() ? new Neuron.Relu() : neurons.get(0);
  }

  private int timeSteps() {
    return command
        .timeSteps()
        .orElseGet(
            () ->
                content
                    .timeSteps()
                    .orElseThrow(
                        () ->
                            usage(
                                "holds a spiking network and does not say its number of time"
                                    + " steps; pass it by --time-steps")));
  }

  private Normalisation normalisation() {
    return command
        .normalisation()
        .or(content::normalisation)
        .orElseThrow(
            () ->
                usage(
                    "does not say how its network's pixels are standardised; pass the means and"
                        + " deviations it was trained with by --normalisation"));
  }

  private List<String> classNames(int classes) {
    return Optional.of(command.classNames())
        .filter(names -> !names.isEmpty())
        .or(() -> Optional.of(content.classNames()).filter(names -> !names.isEmpty()))
        .orElseGet(() -> IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  private FailureException usage(String what) {
    return new FailureException(FailureKind.USAGE, command.file() + " " + what);
  }
}
