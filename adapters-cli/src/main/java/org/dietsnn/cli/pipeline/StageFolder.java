package org.dietsnn.cli.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.cli.config.ConfigLayers;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.console.Json;
import org.dietsnn.data.file.AtomicFile;

/** The folder of one stage: checkpoints, metrics, the configuration as run, results. */
final class StageFolder {
  private static final String ORIGIN = "# from parameters ";

  private final Stage stage;
  private final Path folder;

  StageFolder(Path output, Stage stage) {
    this.stage = stage;
    this.folder = output.resolve(stage.folder());
  }

  Path path() {
    return folder;
  }

  Path best() {
    return folder.resolve("best.safetensors");
  }

  Path last() {
    return folder.resolve("last.safetensors");
  }

  private Path config() {
    return folder.resolve("config.yaml");
  }

  private Path summary() {
    return folder.resolve("summary.json");
  }

  private Path test() {
    return folder.resolve("test.json");
  }

  /**
   * Makes the folder ready for a run and records the configuration, or refuses.
   *
   * @param config as it will run
   * @param origin fingerprint of the parameters the stage starts from; empty if drawn from the seed
   * @param existing what to do with a run that is there
   */
  void claim(RunConfig config, String origin, ExistingRun existing) {
    makeRoom(existing);
    if (holdsRun()) {
      requireSame(config, origin);
      return;
    }
    AtomicFile.write(
        config(), (origin.isEmpty() ? "" : ORIGIN + origin + "\n") + ConfigLayers.toYaml(config));
  }

  /** Empties the folder if its run is to be replaced; refuses if nothing was said about it. */
  void makeRoom(ExistingRun existing) {
    if (existing == ExistingRun.OVERWRITE) {
      clear();
    } else if (existing == ExistingRun.REFUSE && holdsRun()) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s holds a run already; go on with it by --resume, replace it by --overwrite, or"
                  .formatted(folder)
              + " choose another folder by --out");
    }
  }

  private boolean holdsRun() {
    return List.of(last(), best(), summary()).stream().anyMatch(Files::exists);
  }

  /** The configuration as the stage was run, if there is one. */
  Optional<RunConfig> recorded() {
    return Files.exists(config())
        ? Optional.of(new ConfigLayers().file(config()).build())
        : Optional.empty();
  }

  private void requireSame(RunConfig config, String origin) {
    Map<String, String> then = ConfigLayers.flattened(new ConfigLayers().file(config()).build());
    ConfigLayers.flattened(config)
        .forEach(
            (key, now) -> {
              if (stage.dependsOn(key) && !now.equals(then.get(key))) {
                throw new FailureException(
                    FailureKind.USAGE,
                    "%s was run with %s = %s, not %s; resume it with its own %s, or start again by"
                            .formatted(folder, key, then.get(key), now, config())
                        + " --overwrite");
              }
            });
    String first = read(config()).lines().findFirst().orElse("");
    String started = first.startsWith(ORIGIN) ? first.substring(ORIGIN.length()) : "";
    if (!started.equals(origin)) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s was started from another checkpoint than this one; start again by --overwrite, or"
                  .formatted(folder)
              + " choose another folder by --out");
    }
  }

  private void clear() {
    for (Path file :
        List.of(summary(), test(), last(), best(), folder.resolve("metrics.jsonl"), config())) {
      AtomicFile.delete(file);
    }
  }

  /** The result of the stage if it is finished. */
  <T> Optional<T> result(Class<T> type) {
    return document(summary(), type);
  }

  /** Records the result, which marks the stage as finished. */
  void finish(Object result) {
    AtomicFile.write(summary(), Json.write(result) + "\n");
  }

  /** The measurement on test images if there is one. */
  <T> Optional<T> testResult(Class<T> type) {
    return document(test(), type);
  }

  /** Records the measurement on test images. */
  void measured(Object result) {
    AtomicFile.write(test(), Json.write(result) + "\n");
  }

  private static <T> Optional<T> document(Path file, Class<T> type) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(read(file), type));
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s is not what this program wrote (%s); delete it to have it made again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT, "cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
