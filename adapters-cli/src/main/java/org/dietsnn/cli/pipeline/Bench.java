package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.OpenBackend;
import org.dietsnn.application.port.in.OpenedBackend;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.application.run.Versions;
import org.dietsnn.cli.config.ConfigLayers;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.wiring.UseCases;

/**
 * What every stage works with.
 *
 * @param useCases the ports in and the store
 * @param config resolved for the data set and the backend
 * @param backend what computes
 * @param data images
 * @param progress told about everything long
 * @param existing what to do where a folder holds a run already
 */
public record Bench(
    UseCases useCases,
    RunConfig config,
    ComputeBackend backend,
    DataSet data,
    ProgressListener progress,
    ExistingRun existing) {

  /** Opens backend and data as configured and says which they are. */
  public static Bench open(
      UseCases useCases, RunConfig config, ProgressListener progress, ExistingRun existing) {
    ComputeBackend backend = backend(useCases, config, name(config, existing), progress);
    DataSet data = data(useCases, config, progress);
    return new Bench(
        useCases,
        config.resolvedFor(data.name(), backend.name()),
        backend,
        data,
        progress,
        existing);
  }

  /** A run that goes on without a word about the backend goes on with its own. */
  private static String name(RunConfig config, ExistingRun existing) {
    if (existing != ExistingRun.RESUME || !config.backend().equals(OpenBackend.AUTO)) {
      return config.backend();
    }
    return Arrays.stream(Stage.values())
        .map(stage -> new StageFolder(Path.of(config.output()), stage))
        .flatMap(folder -> folder.recorded().stream())
        .map(RunConfig::backend)
        .findFirst()
        .orElse(OpenBackend.AUTO);
  }

  /** Opens the data and says what they are. */
  static DataSet data(UseCases useCases, RunConfig config, ProgressListener progress) {
    DataSet data = useCases.dataSets().open(config.data(), progress);
    progress.notice(
        String.format(
            Locale.ROOT,
            "Data %s: %d training and %d test images of %s, %d classes",
            data.name(),
            data.train().size(),
            data.test().size(),
            data.shape(),
            data.classNames().size()));
    return data;
  }

  /** Opens a backend and says which it is. */
  static ComputeBackend backend(
      UseCases useCases, RunConfig config, String name, ProgressListener progress) {
    OpenedBackend opened = useCases.backends().open(name, config.compute());
    progress.notice(
        "Backend %s (%s): %s"
            .formatted(opened.backend().name(), opened.reason(), opened.backend().description()));
    return opened.backend();
  }

  /** The run folder. */
  Path output() {
    return Path.of(config.output());
  }

  /**
   * Where a checkpoint comes from. Threads, kernels and places are left out of its configuration:
   * they decide no result, and a run may be resumed with others.
   *
   * @param validation share of the training images that the stage holds out
   */
  Provenance provenance(Stage stage, double validation, String origin) {
    Map<String, String> decisive = new LinkedHashMap<>(ConfigLayers.flattened(config));
    decisive.keySet().removeIf(key -> !stage.dependsOn(key));
    StringBuilder text = new StringBuilder();
    decisive.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return new Provenance(
        text.toString(),
        config.seed(),
        validation,
        data.name(),
        data.train().fingerprint(),
        Versions.all(backend.description()),
        origin);
  }

  /** Refuses a checkpoint that reads other images or knows another number of classes. */
  void requireFitting(Path file, Checkpoint checkpoint) {
    requireFitting(data, file, checkpoint);
  }

  /** The same for a data set. */
  static void requireFitting(DataSet data, Path file, Checkpoint checkpoint) {
    if (!checkpoint.model().architecture().input().equals(data.shape())
        || checkpoint.model().architecture().classes() != data.classNames().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s reads images of %s in %d classes, data set %s has %s in %d; name its folder by --data, and the size of photographs by --crop",
              file,
              checkpoint.model().architecture().input(),
              checkpoint.model().architecture().classes(),
              data.name(),
              data.shape(),
              data.classNames().size()));
    }
  }

  /**
   * Refuses to hold out other images of the same data than the training that a checkpoint comes
   * from: the stage would validate on images that the network was trained on.
   *
   * @param from where the checkpoint lies
   * @param validation share that the stage would hold out
   * @param key configuration key of that share
   */
  void requireTheSameHeldOut(Path from, Checkpoint start, double validation, String key) {
    Provenance before = start.provenance();
    if (!before.holdsOutTheSame(data.train().fingerprint(), config.seed(), validation)) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s was trained with seed %s and %s of the images held out; with seed %s and %s it would be validated on images it was trained on, so pass --seed %s --with %s=%s"
              .formatted(
                  from,
                  before.seed(),
                  before.validation(),
                  config.seed(),
                  validation,
                  before.seed(),
                  key,
                  before.validation()));
    }
  }
}
