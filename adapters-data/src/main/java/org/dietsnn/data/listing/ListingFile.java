package org.dietsnn.data.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.dietsnn.data.file.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of files as a file. All numbers most significant byte first: a name and version, the
 * listed folder, the fingerprint, the folders, the names, and a CRC-32 of all before it.
 */
final class ListingFile {
  private static final Logger LOG = LoggerFactory.getLogger(ListingFile.class);
  private static final String FORMAT = "dietsnn files 1";
  private static final int BUFFER = 1 << 16;

  private ListingFile() {}

  /**
   * Writes a list.
   *
   * @throws org.dietsnn.application.failure.FailureException if it cannot be written
   */
  static void write(Path file, FileList list) {
    long bytes = list.names().length + (long) Integer.BYTES * list.size();
    AtomicFile.write(
        file,
        bytes,
        channel -> {
          CRC32 sum = new CRC32();
          OutputStream buffered =
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
          DataOutputStream out = new DataOutputStream(new CheckedOutputStream(buffered, sum));
          out.writeUTF(FORMAT);
          out.writeUTF(list.root().toString());
          out.writeUTF(list.fingerprint());
          out.writeInt(list.folders().size());
          for (ListedFolder folder : list.folders()) {
            out.writeUTF(folder.path());
            out.writeInt(folder.label());
            out.writeLong(folder.modified());
            out.writeInt(folder.firstFile());
          }
          out.writeInt(list.names().length);
          out.write(list.names());
          out.writeInt(list.size());
          for (int end : list.ends()) {
            out.writeInt(end);
          }
          out.writeLong(sum.getValue());
          out.flush();
        });
  }

  /** Reads a list; empty if there is none, or none of this folder, or a damaged one. */
  static Optional<FileList> read(Path file, Path root) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    CRC32 sum = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), BUFFER), sum))) {
      long length = Files.size(file);
      if (!in.readUTF().equals(FORMAT) || !in.readUTF().equals(root.toString())) {
        return Optional.empty();
      }
      String fingerprint = in.readUTF();
      List<ListedFolder> folders = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        folders.add(new ListedFolder(in.readUTF(), in.readInt(), in.readLong(), in.readInt()));
      }
      byte[] names = new byte[(int) within(in.readInt(), length)];
      in.readFully(names);
      int[] ends = new int[(int) within(in.readInt(), length / Integer.BYTES)];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = in.readInt();
      }
      long computed = sum.getValue();
      if (in.readLong() != computed) {
        throw new IOException("its check sum is wrong");
      }
      requirePossible(folders, names, ends);
      return Optional.of(new FileList(root, folders, names, ends, fingerprint));
    } catch (IOException e) {
      // It can be made again from the folder itself.
      LOG.warn("{} is ignored: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /** A check sum that is right does not say who made it: nothing may lead out of the folder. */
  private static void requirePossible(List<ListedFolder> folders, byte[] names, int[] ends)
      throws IOException {
    int first = 0;
    int classes = 0;
    for (int i = 0; i < folders.size(); i++) {
      ListedFolder folder = folders.get(i);
      require(i == 0 ? folder.path().isEmpty() : isWithin(folder.path()));
      require(folder.firstFile() >= first && folder.firstFile() <= ends.length);
      first = folder.firstFile();
      classes += i > 0 && folder.path().indexOf('/') < 0 ? 1 : 0;
      require(folder.label() == classes - 1);
    }
    require(!folders.isEmpty() && folders.get(0).firstFile() == 0);
    int end = 0;
    for (int next : ends) {
      require(next > end && next <= names.length);
      require(isName(new String(names, end, next - end, UTF_8)));
      end = next;
    }
    require(end == names.length);
  }

  private static boolean isWithin(String path) {
    return Arrays.stream(path.split("/", -1)).allMatch(ListingFile::isName);
  }

  /** Names that begin with a dot are never listed. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && !name.startsWith(".")
        && name.indexOf('/') < 0
        && name.indexOf(File.separatorChar) < 0
        && name.indexOf('\0') < 0;
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("it says what no list says");
    }
  }

  private static long within(int count, long most) throws IOException {
    if (count < 0 || count > most) {
      throw new IOException("it is cut short");
    }
    return count;
  }
}
