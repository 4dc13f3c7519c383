package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.cli.config.ConfigLayers;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.wiring.UseCases;
import org.dietsnn.cli.wiring.Versions;

/**
 * What every stage works with.
 *
 * @param useCases the ports in and the store
 * @param config resolved for the data set
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
    ComputeBackend backend = useCases.backend(config.backend());
    DataSet data = useCases.dataSets().open(config.data());
    progress.notice("Backend %s: %s".formatted(backend.name(), backend.description()));
    progress.notice(
        "Data %s: %d training and %d test images of %s, %d classes"
            .formatted(
                data.name(),
                data.train().size(),
                data.test().size(),
                data.shape(),
                data.classNames().size()));
    return new Bench(useCases, config.resolvedFor(data.name()), backend, data, progress, existing);
  }

  /** The run folder. */
  Path output() {
    return Path.of(config.output());
  }

  /**
   * Where a checkpoint comes from. Threads, kernels and places are left out of its configuration:
   * they decide no result, and a run may be resumed with others.
   */
  Provenance provenance(Stage stage, String origin) {
    Map<String, String> decisive = new LinkedHashMap<>(ConfigLayers.flattened(config));
    decisive.keySet().removeIf(key -> !stage.dependsOn(key));
    StringBuilder text = new StringBuilder();
    decisive.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return new Provenance(
        text.toString(),
        config.seed(),
        data.name(),
        data.train().fingerprint(),
        Versions.all(backend),
        origin);
  }
}
