package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedDataSet.Access;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.FetchDataSet;
import org.dietsnn.application.port.in.FetchDataSetCommand;
import org.dietsnn.application.port.in.FetchedDataSet;
import org.dietsnn.application.port.out.DataSetCatalogue;
import org.dietsnn.application.port.out.DataSetFolder;
import org.dietsnn.application.port.out.FileDownload;
import org.dietsnn.application.port.out.ProgressListener;

/** Downloads what is missing of a data set, one file after the other. */
public final class DataSetFetchService implements FetchDataSet {
  private final KnownDataSets known;
  private final DataSetFolder folders;
  private final FileDownload downloads;

  /** The service over its ports. */
  @Inject
  public DataSetFetchService(
      DataSetCatalogue catalogue, DataSetFolder folders, FileDownload downloads) {
    this.known = new KnownDataSets(catalogue);
    this.folders = folders;
    this.downloads = downloads;
  }

  @Override
  public FetchedDataSet fetch(FetchDataSetCommand command, ProgressListener progress) {
    PublishedDataSet set = known.named(command.name());
    if (set.access() == Access.BUNDLED) {
      return new FetchedDataSet(set, Optional.empty(), 0);
    }
    if (set.access() == Access.REGISTRATION) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "%s cannot be fetched by a program, because its authors ask for a registration: register at %s, download %s, unpack them and look by: dietsnn data verify FOLDER --set %s"
              .formatted(
                  set.name(),
                  set.page(),
                  String.join(" and ", set.downloads().stream().map(PublishedFile::name).toList()),
                  set.name()));
    }
    Path folder = command.to().resolve(set.folder());
    if (isComplete(set, folder, progress)) {
      return new FetchedDataSet(set, Optional.of(folder), 0);
    }
    DataSetFolder.Claim claim = folders.claim(command.to(), set);
    try {
      long downloaded = 0;
      for (PublishedFile file : set.downloads()) {
        Path into = (set.packed() ? command.to() : folder).resolve(file.name());
        if (!folders.inspect(into, file, progress).isIntact()) {
          downloads.download(file, address(set, file, command.mirror()), into, progress);
          downloaded += file.size();
        }
        if (set.packed()) {
          folders.unpack(into, set, command.to(), progress);
          folders.remove(into);
        }
      }
      return new FetchedDataSet(set, Optional.of(folder), downloaded);
    } finally {
      claim.close();
    }
  }

  private boolean isComplete(PublishedDataSet set, Path folder, ProgressListener progress) {
    return set.contents().stream()
        .allMatch(file -> folders.inspect(folder.resolve(file.name()), file, progress).isIntact());
  }

  private static URI address(PublishedDataSet set, PublishedFile file, Optional<URI> mirror) {
    if (mirror.isEmpty()) {
      return file.address()
          .orElseThrow(() -> new IllegalStateException(file.name() + " has no address"));
    }
    String given = mirror.get().toString();
    if (given.endsWith("/")) {
      return URI.create(given + file.name());
    }
    return set.downloads().size() == 1 ? mirror.get() : URI.create(given + "/" + file.name());
  }
}
