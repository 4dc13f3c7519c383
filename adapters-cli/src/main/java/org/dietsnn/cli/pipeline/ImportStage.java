package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.LeftOverTensor;
import org.dietsnn.application.format.MatchedParameter;
import org.dietsnn.application.port.in.ImportCommand;
import org.dietsnn.application.port.in.ImportedNetwork;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.console.Json;
import org.dietsnn.cli.console.Shell;
import org.dietsnn.cli.report.ImportResult;
import org.dietsnn.cli.report.ImportTables;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.data.file.AtomicFile;

/** Writes an imported network beside the stages of a run, and what it was made of. */
public final class ImportStage {
  private final UseCases useCases;
  private final Path output;
  private final String program;

  /**
   * The stage.
   *
   * @param output run folder
   * @param program how the user calls this program
   */
  public ImportStage(UseCases useCases, Path output, String program) {
    this.useCases = useCases;
    this.output = output;
    this.program = program;
  }

  /**
   * Imports and tells what became of every parameter.
   *
   * @param overwrite whether an earlier import in the folder is replaced
   * @param data folder of the images, for the next command
   * @throws FailureException if a parameter has no value or a tensor is unaccounted for; the report
   *     is told before, and nothing is written
   */
  public void run(
      ImportCommand command, boolean overwrite, Optional<String> data, Console console) {
    Path folder = output.resolve("imported");
    Path file = folder.resolve("best.safetensors");
    if (!overwrite && useCases.store().exists(file)) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s is there already; replace it by --overwrite, or choose another folder by --out"
              .formatted(file));
    }
    ImportedNetwork imported = useCases.importing().importNetwork(command);
    if (imported.checkpoint().isEmpty()) {
      ImportResult result =
          ImportResult.of(command.file().toString(), null, imported.report(), null);
      console.result(result, ImportTables.of(result));
      throw incomplete(command, imported);
    }
    Checkpoint checkpoint = imported.checkpoint().get();
    useCases.store().save(file, checkpoint);
    ImportResult result =
        ImportResult.of(
            command.file().toString(),
            file.toString(),
            imported.report(),
            "%s %s %s --data %s"
                .formatted(
                    program, "evaluate", Shell.quoted(file.toString()), data.orElse("FOLDER")));
    AtomicFile.write(folder.resolve("report.json"), Json.write(result) + "\n");
    console.result(result, ImportTables.of(result));
  }

  private static FailureException incomplete(ImportCommand command, ImportedNetwork imported) {
    long missing = imported.report().parameters().stream().filter(p -> !p.found()).count();
    long left =
        imported.report().leftOver().stream().filter(tensor -> !tensor.accountedFor()).count();
    String first =
        imported.report().parameters().stream()
            .filter(p -> !p.found())
            .map(MatchedParameter::name)
            .findFirst()
            .or(
                () ->
                    imported.report().leftOver().stream()
                        .filter(tensor -> !tensor.accountedFor())
                        .map(LeftOverTensor::tensor)
                        .map(tensor -> tensor.name())
                        .findFirst())
            .orElse("");
    return new FailureException(
        FailureKind.BAD_DATA,
        String.format(
            Locale.ROOT,
            "%s was not imported: %d parameters of the network have no fitting tensor and %d tensors"
                + " of the file have no place (%s is the first); the table says which, so mend --net,"
                + " --bias or --mapping",
            command.file(),
            missing,
            left,
            first));
  }
}
