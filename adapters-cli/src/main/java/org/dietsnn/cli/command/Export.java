package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.application.port.in.ExportCommand;
import org.dietsnn.application.port.in.ExportedFile;
import org.dietsnn.cli.console.Shell;
import org.dietsnn.cli.report.ExportResult;
import org.dietsnn.cli.wiring.UseCases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dietsnn export}. */
@Command(
    name = "export",
    description = {
      "Write a network into a file that other programs read.",
      "nir: graph, weights and neurons of a spiking network, for neuromorphic hardware and simulators."
          + " safetensors: weights, thresholds and leaks under the names of the authors' PyTorch code."
    },
    footer = {"", "Example:", "  dietsnn export runs/small/snn/best.safetensors --out small.nir"})
public final class Export extends ProgramCommand {
  @Parameters(paramLabel = "CHECKPOINT", description = "The network, a .safetensors checkpoint.")
  private Path checkpoint;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write; a folder that is not there is made.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "nir or safetensors. Default: as the name of FILE ends")
  private String format;

  @Option(names = "--force", description = "Replace a file that is there. Default: false")
  private boolean force;

  /** The command. */
  public Export(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    UseCases useCases = useCases();
    ExportedFile exported =
        useCases
            .exporting()
            .export(
                new ExportCommand(
                    useCases.store().load(checkpoint), file, Optional.ofNullable(format), force));
    ExportResult result =
        new ExportResult(
            checkpoint.toString(),
            exported.file().toString(),
            exported.format(),
            exported.notes(),
            "%s inspect %s".formatted(program(), Shell.quoted(exported.file().toString())));
    console().result(result, result.text());
    return 0;
  }
}
