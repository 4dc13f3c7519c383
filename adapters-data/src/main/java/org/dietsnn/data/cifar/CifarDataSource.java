package org.dietsnn.data.cifar;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.data.file.Presence;
import org.dietsnn.data.text.ShortFile;
import org.dietsnn.domain.network.Shape;

/**
 * CIFAR-10 or CIFAR-100 from the official binary files. The folder may be the one that holds the
 * files or the one into which the archive was unpacked.
 */
public final class CifarDataSource implements DataSource {
  private static final Shape SHAPE = new Shape(3, 32, 32);

  private final CifarFormat format;

  CifarDataSource(CifarFormat format) {
    this.format = format;
  }

  /** 60,000 images of 10 classes. */
  public static CifarDataSource cifar10() {
    return new CifarDataSource(CifarFormat.CIFAR_10);
  }

  /** 60,000 images of 100 classes (the fine labels). */
  public static CifarDataSource cifar100() {
    return new CifarDataSource(CifarFormat.CIFAR_100);
  }

  /** The same layout with other numbers of records in each file, for parts of the set. */
  public CifarDataSource withRecords(int perTrainFile, int inTestFile) {
    return new CifarDataSource(format.withRecords(perTrainFile, inTestFile));
  }

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public boolean recognises(Optional<Path> folder) {
    return folder.flatMap(this::locate).isPresent();
  }

  @Override
  public DataSet open(Optional<Path> folder) {
    Path given = folder.orElseThrow(this::noFolder);
    Path files = locate(given).orElseThrow(() -> notFound(given));
    for (String file : format.files()) {
      if (!Presence.ofFile(files.resolve(file))) {
        throw new FailureException(
            FailureKind.MISSING_INPUT,
            "%s: no file %s in folder %s, expected %s; %s"
                .formatted(
                    name(), file, files, String.join(", ", format.files()), format.remedy()));
      }
    }
    CifarReader reader = new CifarReader(format, files);
    return new DataSet(
        name(), SHAPE, classNames(files), reader.train(), reader.test(), format.normalisation());
  }

  /** The folder that holds at least one of the files. */
  private Optional<Path> locate(Path folder) {
    return List.of(folder, folder.resolve(format.folder())).stream()
        .filter(
            candidate ->
                format.files().stream().anyMatch(file -> Presence.ofFile(candidate.resolve(file))))
        .findFirst();
  }

  private FailureException noFolder() {
    return new FailureException(
        FailureKind.USAGE,
        "%s is not bundled: name the folder that holds %s; %s"
            .formatted(name(), String.join(", ", format.files()), format.remedy()));
  }

  private FailureException notFound(Path folder) {
    String found;
    if (Presence.ofFolder(folder)) {
      found = "folder " + folder + " holds none of them";
    } else if (Presence.of(folder)) {
      found = folder + " is a file, not a folder";
    } else {
      found = "folder " + folder + " does not exist";
    }
    return new FailureException(
        FailureKind.MISSING_INPUT,
        "%s: expected a folder that holds %s, or its parent; %s; %s"
            .formatted(name(), String.join(", ", format.files()), found, format.remedy()));
  }

  private List<String> classNames(Path folder) {
    Path file = folder.resolve(format.classesFile());
    if (!Presence.ofFile(file)) {
      return format.classNames();
    }
    List<String> names = ShortFile.lines(file);
    if (names.size() != format.classNames().size()) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s: expected %d class names, one per line, found %d; %s",
              file,
              format.classNames().size(),
              names.size(),
              format.remedy()));
    }
    return names;
  }
}
