package org.dietsnn.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.file.FolderTree;
import org.dietsnn.data.listing.FileList;
import org.dietsnn.data.listing.Listing;

/**
 * The kept list of a folder's files, its check sum made right again after half of the mutations:
 * whatever it says, no file outside the folder may be named and none that is there left out without
 * the folder being listed anew.
 */
final class FileIndexReaderUnderFuzz implements FuzzedReader {
  private static final String KEPT = "index";
  private static final long AGE = 1_600_000_000_000L;

  @Override
  public String name() {
    return "file-index";
  }

  @Override
  public String fileName() {
    return "images";
  }

  /** Every seed is for a folder of its own, so that only its length and form matter. */
  @Override
  public List<byte[]> seeds() throws IOException {
    Path folder = Files.createTempDirectory("dietsnn-fuzz-seed-");
    try {
      makeImages(folder);
      return List.of(Files.readAllBytes(kept(folder)));
    } finally {
      FolderTree.delete(folder);
    }
  }

  private static FileList makeImages(Path folder) throws IOException {
    for (String name : List.of("ant/1.png", "ant/2.png", "bee/1.png", "bee/in/3.jpg")) {
      Path file = folder.resolve("images").resolve(name);
      Files.createDirectories(file.getParent());
      if (Files.notExists(file)) {
        Files.write(file, new byte[] {1});
      }
    }
    // A list is taken only while the folders are as old as it says.
    try (Stream<Path> paths = Files.walk(folder.resolve("images"))) {
      for (Path path : paths.filter(Files::isDirectory).toList()) {
        Files.setLastModifiedTime(path, FileTime.fromMillis(AGE));
      }
    }
    return list(folder);
  }

  private static FileList list(Path folder) {
    return new Listing(Optional.of(folder.resolve(KEPT)))
        .of(folder.resolve("images"), ProgressListener.silent());
  }

  private static Path kept(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(KEPT))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Override
  public List<Mutator> mutators() {
    return Stream.concat(ByteMutators.all().stream(), TextMutators.all().stream())
        .map(FileIndexReaderUnderFuzz::sealed)
        .toList();
  }

  private static Mutator sealed(Mutator mutator) {
    return (input, random) -> {
      byte[] result = mutator.mutate(input, random);
      if (result.length > Long.BYTES) {
        CRC32 sum = new CRC32();
        sum.update(result, 0, result.length - Long.BYTES);
        ByteBuffer.wrap(result).putLong(result.length - Long.BYTES, sum.getValue());
      }
      return result;
    };
  }

  @Override
  public void place(Path folder, byte[] input) throws IOException {
    FolderTree.delete(folder.resolve(KEPT));
    makeImages(folder);
    Files.write(kept(folder), here(input, folder));
  }

  /**
   * The input with the name of this folder in place of that of the seed, and its check sum right.
   */
  private static byte[] here(byte[] input, Path folder) throws IOException {
    byte[] own = Files.readAllBytes(kept(folder));
    ByteBuffer seed = ByteBuffer.wrap(input);
    int format = 2 + "dietsnn files 1".length();
    if (input.length < format + 2 + Long.BYTES) {
      return input;
    }
    CRC32 sum = new CRC32();
    sum.update(input, 0, input.length - Long.BYTES);
    boolean right = seed.getLong(input.length - Long.BYTES) == sum.getValue();
    int nameEnd = format + 2 + (seed.getShort(format) & 0xFFFF);
    int ownNameEnd = format + 2 + (ByteBuffer.wrap(own).getShort(format) & 0xFFFF);
    if (nameEnd > input.length - Long.BYTES) {
      return input;
    }
    ByteBuffer result =
        ByteBuffer.allocate(input.length - nameEnd + ownNameEnd)
            .put(input, 0, format)
            .put(own, format, ownNameEnd - format)
            .put(input, nameEnd, input.length - nameEnd);
    if (right) {
      sum.reset();
      sum.update(result.array(), 0, result.capacity() - Long.BYTES);
      result.putLong(result.capacity() - Long.BYTES, sum.getValue());
    }
    return result.array();
  }

  /** A list that cannot be is not refused but made anew. */
  @Override
  public int leastRefused(int inputs) {
    return 0;
  }

  @Override
  public void read(Path folder) {
    FileList list = list(folder);
    for (int file = 0; file < list.size(); file++) {
      Path path = list.path(file).normalize();
      assertThat(path.startsWith(list.root())).as("%s lies in the folder", path).isTrue();
      assertThat(list.label(file)).isBetween(-1, list.classes().size() - 1);
    }
    if (list.size() != 4) {
      throw new AssertionError("a list of " + list.size() + " files was taken for one of 4");
    }
  }
}
