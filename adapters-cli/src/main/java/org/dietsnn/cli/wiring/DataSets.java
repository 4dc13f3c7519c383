package org.dietsnn.cli.wiring;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.cli.config.DataConfig;
import org.dietsnn.data.file.Presence;

/** Finds the source that a configuration means. */
public final class DataSets {
  private final Map<String, DataSource> sources;

  private final FileSystem files;

  DataSets(Map<String, DataSource> sources, FileSystem files) {
    this.sources = sources;
    this.files = files;
  }

  /**
   * Opens the data set that is named, or that the folder looks like.
   *
   * @param progress told about long work such as listing a million files
   */
  public DataSet open(DataConfig config, ProgressListener progress) {
    Optional<Path> folder = Optional.ofNullable(config.folder()).map(name -> files.getPath(name));
    if (folder.isPresent() && !Presence.of(folder.get())) {
      throw new FailureException(
          FailureKind.MISSING_INPUT, "data folder %s is not there".formatted(folder.get()));
    }
    DataSource source = source(config, folder);
    if (config.choosesSize() && !DataConfig.isPhotographs(source.name())) {
      throw new FailureException(
          FailureKind.USAGE,
          "the images of %s have one size, and data.crop and data.resize are for photographs; leave them out"
              .formatted(source.name()));
    }
    return source.open(folder, config.options(), progress);
  }

  private DataSource source(DataConfig config, Optional<Path> folder) {
    String names = String.join(", ", new TreeSet<>(sources.keySet()));
    if (!config.set().equals(DataConfig.AUTO)) {
      DataSource named = sources.get(config.set());
      if (named == null) {
        throw new FailureException(
            FailureKind.USAGE,
            "no data set is named \"%s\"; there are %s".formatted(config.set(), names));
      }
      return named;
    }
    List<DataSource> fitting =
        sources.values().stream().filter(source -> source.recognises(folder)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String place = folder.map(path -> "folder " + path).orElse("no folder");
    if (fitting.isEmpty()) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "%s looks like none of the known data sets (%s); name the set with --set to see what is"
                  .formatted(place, names)
              + " missing");
    }
    throw new FailureException(
        FailureKind.USAGE,
        "%s looks like %s; choose one with --set"
            .formatted(
                place, String.join(" and ", fitting.stream().map(DataSource::name).toList())));
  }
}
