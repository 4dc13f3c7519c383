package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dietsnn.application.dataset.FileState;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedDataSet.ImageCount;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.VerifiedDataSet;
import org.dietsnn.application.port.in.VerifyDataSet;
import org.dietsnn.application.port.out.DataSetCatalogue;
import org.dietsnn.application.port.out.DataSetFolder;
import org.dietsnn.application.port.out.ProgressListener;

/** Finds out which published set a folder holds and compares every file of it. */
public final class DataSetVerificationService implements VerifyDataSet {
  private final KnownDataSets known;
  private final DataSetFolder folders;

  /** The service over its ports. */
  @Inject
  public DataSetVerificationService(DataSetCatalogue catalogue, DataSetFolder folders) {
    this.known = new KnownDataSets(catalogue);
    this.folders = folders;
  }

  @Override
  public VerifiedDataSet verify(Path folder, Optional<String> name, ProgressListener progress) {
    if (!Files.isDirectory(folder)) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "there is no folder %s; name the one that holds the data set".formatted(folder));
    }
    if (name.isPresent()) {
      PublishedDataSet set = known.named(name.get());
      if (set.folder().isEmpty()) {
        throw new FailureException(
            FailureKind.USAGE,
            "%s is part of the program and lies in no folder; leave it to the program"
                .formatted(set.name()));
      }
      return compare(set, located(set, folder).orElse(folder), progress);
    }
    // Two sets may use the same file names: it is the one that more files are of.
    List<VerifiedDataSet> fitting = new ArrayList<>();
    for (PublishedDataSet set : known.all()) {
      located(set, folder).ifPresent(at -> fitting.add(compare(set, at, progress)));
    }
    return fitting.stream()
        .min(Comparator.comparingLong(VerifiedDataSet::faults))
        .orElseThrow(() -> unknown(folder));
  }

  private FailureException unknown(Path folder) {
    return new FailureException(
        FailureKind.MISSING_INPUT,
        "%s holds no file of a published data set (%s); name another folder or fetch one by: dietsnn data fetch NAME --to %s"
            .formatted(
                folder,
                String.join(", ", known.all().stream().map(PublishedDataSet::name).toList()),
                folder));
  }

  /** The folder itself or that of the set below it, whichever holds something of the set. */
  private static Optional<Path> located(PublishedDataSet set, Path folder) {
    if (set.folder().isEmpty()) {
      return Optional.empty();
    }
    return Stream.of(folder, folder.resolve(set.folder()))
        .filter(at -> holdsSomethingOf(set, at))
        .findFirst();
  }

  private static boolean holdsSomethingOf(PublishedDataSet set, Path folder) {
    return set.contents().stream().anyMatch(file -> Files.exists(folder.resolve(file.name())))
        || set.images().stream().anyMatch(i -> Files.isDirectory(folder.resolve(i.folder())));
  }

  private VerifiedDataSet compare(PublishedDataSet set, Path folder, ProgressListener progress) {
    List<VerifiedDataSet.Part> parts = new ArrayList<>();
    for (PublishedFile file : set.contents()) {
      Path path = folder.resolve(file.name());
      if (set.images().isEmpty() || Files.exists(path)) {
        parts.add(
            new VerifiedDataSet.Part(
                file.name(),
                file.size(),
                "bytes",
                file.checksum().algorithm(),
                folders.inspect(path, file, progress)));
      }
    }
    for (ImageCount images : set.images()) {
      parts.add(count(images, folder, progress));
    }
    return new VerifiedDataSet(set, folder, parts);
  }

  private VerifiedDataSet.Part count(ImageCount images, Path folder, ProgressListener progress) {
    long found = folders.countImages(folder.resolve(images.folder()), progress);
    FileState state = FileState.intact(found);
    if (found == 0) {
      state = FileState.missing();
    } else if (found != images.files()) {
      state =
          FileState.damaged(
              found, String.format(Locale.ROOT, "%d images, expected %d", found, images.files()));
    }
    return new VerifiedDataSet.Part(
        images.folder() + "/", images.files(), "images", "count", state);
  }
}
