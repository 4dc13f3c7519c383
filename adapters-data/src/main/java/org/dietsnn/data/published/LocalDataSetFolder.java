package org.dietsnn.data.published;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.dataset.FileState;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSetFolder;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.archive.TarGzArchive;
import org.dietsnn.data.file.AtomicFile;
import org.dietsnn.data.file.Presence;
import org.dietsnn.data.file.WriteFailure;
import org.dietsnn.data.hash.FileDigest;

/** The folders of data sets on a disk. */
public final class LocalDataSetFolder implements DataSetFolder {
  /** Progress is told in thousands of bytes, which fit where a bar prints them. */
  private static final int KILO = 1000;

  private static final int COUNT_STEP = 1000;
  private static final List<String> IMAGE_ENDINGS = List.of(".jpeg", ".jpg", ".png");

  @Override
  public Claim claim(Path folder, PublishedDataSet set) {
    try {
      if (!Presence.ofFolder(folder)) {
        Files.createDirectories(folder);
      }
      return FolderLock.of(folder, set.name());
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw WriteFailure.of(folder.resolve(set.name()), set.downloadBytes(), e);
    }
  }

  @Override
  public FileState inspect(Path file, PublishedFile published, ProgressListener progress) {
    if (!Presence.of(file)) {
      return FileState.missing();
    }
    try {
      if (!Presence.ofFile(file)) {
        return FileState.damaged(0, "no file but a folder or device");
      }
      long size = Files.size(file);
      if (size != published.size()) {
        return FileState.damaged(
            size, String.format(Locale.ROOT, "%d bytes, expected %d", size, published.size()));
      }
      String found = digest(file, published, progress);
      return found.equals(published.checksum().hex())
          ? FileState.intact(size)
          : FileState.damaged(
              size,
              "%s %s, expected %s"
                  .formatted(published.checksum().algorithm(), found, published.checksum().hex()));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String digest(Path file, PublishedFile published, ProgressListener progress)
      throws IOException {
    progress.begin("checking " + published.name() + " (kB)", published.size() / KILO);
    try {
      return FileDigest.of(
          file, published.checksum().algorithm(), done -> progress.advance(done / KILO, ""));
    } finally {
      progress.end();
    }
  }

  @Override
  public long countImages(Path folder, ProgressListener progress) {
    if (!Presence.ofFolder(folder)) {
      return 0;
    }
    progress.begin("counting images in " + folder.getFileName(), -1);
    try {
      ImageCounter counter = new ImageCounter(progress);
      Files.walkFileTree(folder, counter);
      return counter.images;
    } catch (IOException e) {
      throw unreadable(folder, e);
    } finally {
      progress.end();
    }
  }

  @Override
  public void unpack(Path archive, PublishedDataSet set, Path folder, ProgressListener progress) {
    new TarGzArchive(archive, set.folder(), set.contents()).unpackInto(folder, progress);
  }

  @Override
  public void remove(Path archive) {
    AtomicFile.delete(archive);
  }

  private static FailureException unreadable(Path file, IOException cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot read %s: %s; check its permissions and the disk".formatted(file, cause),
        cause);
  }

  /** Counts files that are named as images; links to folders are not followed. */
  private static final class ImageCounter extends SimpleFileVisitor<Path> {
    private final ProgressListener progress;
    private long images;

    ImageCounter(ProgressListener progress) {
      this.progress = progress;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (IMAGE_ENDINGS.stream().anyMatch(name::endsWith)) {
        images++;
        if (images % COUNT_STEP == 0) {
          progress.advance(images, "");
        }
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
