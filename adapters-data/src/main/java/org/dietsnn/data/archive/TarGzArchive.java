package org.dietsnn.data.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.file.FolderTree;
import org.dietsnn.data.file.WriteFailure;
import org.dietsnn.data.hash.FileDigest;

/**
 * A packed tape archive of known files. It may hold plain files in one folder and nothing else: no
 * links, no devices, no names that lead out of the folder, no more bytes than the known files need.
 * Its files appear under their names when all of them are there and right.
 */
public final class TarGzArchive {
  /** For read-me files and lists of names beside the known files. */
  static final long SPARE_BYTES = 1 << 20;

  static final int MOST_ENTRIES = 1000;

  private static final int KILO = 1000;
  private static final int BUFFER = 1 << 16;

  private final Path archive;
  private final String folder;
  private final List<PublishedFile> contents;

  /**
   * An archive.
   *
   * @param archive packed by gzip
   * @param folder the one folder in it
   * @param contents the files that must be there
   */
  public TarGzArchive(Path archive, String folder, List<PublishedFile> contents) {
    this.archive = archive;
    this.folder = folder;
    this.contents = List.copyOf(contents);
  }

  /**
   * Unpacks.
   *
   * @param into the folder below which that of the archive is made
   * @throws FailureException of kind BAD_DATA saying what the archive must not hold or does not;
   *     INPUT_OUTPUT if a file cannot be read or written; nothing is changed then
   */
  public void unpackInto(Path into, ProgressListener progress) {
    Path aside = into.resolve("." + folder + ".unpacking");
    long bytes = contents.stream().mapToLong(PublishedFile::size).sum();
    progress.begin("unpacking " + archive.getFileName() + " (kB)", bytes / KILO);
    try {
      FolderTree.delete(aside);
      Files.createDirectories(aside);
      unpack(new Unpacking(aside, bytes + SPARE_BYTES, progress));
      contents.forEach(file -> check(aside, file));
      place(aside, into.resolve(folder));
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw WriteFailure.of(into.resolve(folder), bytes, e);
    } finally {
      progress.end();
      FolderTree.deleteQuietly(aside);
    }
  }

  private void unpack(Unpacking unpacking) throws IOException {
    try (InputStream packed = open();
        TarArchiveInputStream tar = new TarArchiveInputStream(packed)) {
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        unpacking.add(entry, tar);
      }
    }
  }

  private InputStream open() {
    try {
      return new GZIPInputStream(new Source(Files.newInputStream(archive)), BUFFER);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    } catch (IOException e) {
      throw unreadable(archive, e);
    }
  }

  private TarArchiveEntry next(TarArchiveInputStream tar) {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private void check(Path aside, PublishedFile file) {
    Path path = aside.resolve(file.name());
    try {
      if (!Files.isRegularFile(path)) {
        throw bad("holds no %s/%s".formatted(folder, file.name()));
      }
      String found = FileDigest.of(path, file.checksum().algorithm(), done -> {});
      if (Files.size(path) != file.size() || !found.equals(file.checksum().hex())) {
        throw bad(
            "holds another %s/%s than published: %s %s, expected %s"
                .formatted(
                    folder,
                    file.name(),
                    file.checksum().algorithm(),
                    found,
                    file.checksum().hex()));
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static void place(Path aside, Path target) throws IOException {
    if (Files.notExists(target)) {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try (var files = Files.newDirectoryStream(aside)) {
      for (Path file : files) {
        Files.move(
            file,
            target.resolve(file.getFileName()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private FailureException damaged(Exception cause) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s cannot be unpacked: it is damaged or no tar.gz archive (%s); delete it and fetch it again"
            .formatted(archive, cause.getMessage()),
        cause);
  }

  private FailureException bad(String what) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s was not unpacked: it %s; delete it and fetch it again".formatted(archive, what));
  }

  private static FailureException unreadable(Path file, IOException cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot read %s: %s; check its permissions and the disk".formatted(file, cause),
        cause);
  }

  /** The archive's own bytes: what fails here is the disk, not the archive. */
  private final class Source extends BufferedInputStream {
    Source(InputStream in) {
      super(in, BUFFER);
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        throw unreadable(archive, e);
      }
    }

    @Override
    public synchronized int available() {
      try {
        return super.available();
      } catch (IOException e) {
        throw unreadable(archive, e);
      }
    }

    @Override
    public synchronized int read() {
      try {
        return super.read();
      } catch (IOException e) {
        throw unreadable(archive, e);
      }
    }
  }

  /** One pass over the entries. */
  private final class Unpacking {
    private final Path aside;
    private final long mostBytes;
    private final ProgressListener progress;
    private final Set<String> names = new HashSet<>();
    private int entries;
    private long bytes;

    Unpacking(Path aside, long mostBytes, ProgressListener progress) {
      this.aside = aside;
      this.mostBytes = mostBytes;
      this.progress = progress;
    }

    void add(TarArchiveEntry entry, InputStream content) throws IOException {
      String name = entry.getName();
      if (++entries > MOST_ENTRIES) {
        throw bad(String.format(Locale.ROOT, "holds more than %d entries", MOST_ENTRIES));
      }
      if (!isPlain(entry)) {
        throw bad("holds \"%s\", which is neither a file nor a folder".formatted(shown(name)));
      }
      EntryName place =
          EntryName.of(name, folder)
              .orElseThrow(
                  () ->
                      bad(
                          "holds \"%s\", which does not lie in its folder %s"
                              .formatted(shown(name), folder)));
      if (entry.isDirectory()) {
        if (!place.isFolderItself()) {
          throw bad("holds a folder \"%s\" within its folder".formatted(shown(name)));
        }
        return;
      }
      if (place.isFolderItself() || !names.add(place.file().toLowerCase(Locale.ROOT))) {
        throw bad("holds \"%s\" twice".formatted(shown(name)));
      }
      if (entry.getSize() > mostBytes - bytes) {
        throw tooMuch();
      }
      write(aside.resolve(place.file()), content);
    }

    private static boolean isPlain(TarArchiveEntry entry) {
      return (entry.isFile() || entry.isDirectory())
          && !entry.isSymbolicLink()
          && !entry.isLink()
          && !entry.isCharacterDevice()
          && !entry.isBlockDevice()
          && !entry.isFIFO()
          && !entry.isSparse();
    }

    private void write(Path file, InputStream content) throws IOException {
      byte[] buffer = new byte[BUFFER];
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
          bytes += read;
          if (bytes > mostBytes) {
            throw tooMuch();
          }
          ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          progress.advance(bytes / KILO, "");
        }
        channel.force(true);
      }
    }

    private int read(InputStream content, byte[] buffer) {
      try {
        return content.read(buffer);
      } catch (IOException e) {
        throw damaged(e);
      }
    }

    private FailureException tooMuch() {
      return bad(
          String.format(Locale.ROOT, "unpacks to more than the %d bytes it may hold", mostBytes));
    }

    private static String shown(String name) {
      String printable = name.replaceAll("\\p{Cntrl}", "?");
      return printable.length() > 100 ? printable.substring(0, 100) + "..." : printable;
    }
  }
}
