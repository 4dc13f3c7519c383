package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dietsnn.application.port.in.ImportCommand;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.cli.config.ImportChoices;
import org.dietsnn.cli.config.NetConfig;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.ImportStage;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.network.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dietsnn import}. */
@Command(
    name = "import",
    description = {
      "Make a checkpoint of a network that was trained elsewhere.",
      "Batch normalisation is folded into weights and biases. Every parameter and every tensor of the"
          + " file is accounted for in a table; where one is not, nothing is written.",
      "Writes OUT/imported/best.safetensors, which evaluate, convert --from and train-snn --from take."
    },
    footer = {
      "",
      "Examples:",
      "  dietsnn import resnet20.th --out runs/resnet20",
      "  dietsnn import small.pt --net \"32 A 64\" --dense 128 --data cifar-10-batches-bin"
          + " --normalisation cifar10 --mapping names.yaml"
    })
public final class Import extends SettingsCommand {
  @Parameters(
      paramLabel = "FILE",
      description = "The network: safetensors, or what torch.save wrote.")
  private Path file;

  @Mixin private ImportOptions options;

  /** The command. */
  public Import(Surroundings surroundings) {
    super(surroundings, Settings.joined(Settings.run(), Settings.images(), Settings.neuron()));
  }

  @Override
  void perform(RunConfig effective, Console console) {
    UseCases useCases = useCases();
    boolean imagesKnown = given().has("--data") || given().has("--set");
    Optional<DataSet> data =
        imagesKnown
            ? Optional.of(useCases.dataSets().open(effective.data(), console.progress()))
            : Optional.empty();
    Optional<Shape> input = options.input().or(() -> data.map(DataSet::shape));
    ImportCommand command =
        new ImportCommand(
            file,
            options.part,
            options.net().map(net -> architecture(net, input, data)),
            input,
            Optional.ofNullable(options.mapping).map(ImportChoices::mapping),
            Optional.ofNullable(options.normalisation)
                .map(
                    text ->
                        ImportChoices.normalisation(text, input.map(Shape::channels).orElse(3))),
            data.map(DataSet::classNames).orElse(List.of()),
            given().has("--time-steps")
                ? OptionalInt.of(effective.neuron().timeSteps())
                : OptionalInt.empty(),
            effective.neuron().neuron(),
            effective.seed(),
            effective.ann().validation());
    new ImportStage(useCases, useCases.path(effective.output()), program())
        .run(command, options.overwrite, Optional.ofNullable(effective.data().folder()), console);
  }

  private Architecture architecture(NetConfig net, Optional<Shape> input, Optional<DataSet> data) {
    Optional<Integer> classes =
        options.classes().or(() -> data.map(set -> set.classNames().size()));
    if (input.isEmpty() || classes.isEmpty()) {
      throw new IllegalArgumentException(
          "--net does not say what the images are; pass --data, or --input and --classes");
    }
    return net.architecture(input.get(), classes.get());
  }
}
