package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.dietsnn.application.dataset.Checksum;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.archive.TarGzArchive;
import org.dietsnn.data.file.FolderTree;
import org.dietsnn.data.hash.Sha256;

/** Packed tape archives; half of the mutations are made under the packing. */
final class ArchiveReaderUnderFuzz implements FuzzedReader {
  private static final byte[] CONTENT =
      "what the one file of the set holds\n".repeat(40).getBytes(UTF_8);

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public String fileName() {
    return "set.tar.gz";
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      tar.putArchiveEntry(new TarArchiveEntry("set/"));
      tar.closeArchiveEntry();
      for (String name : List.of("set/a.bin", "set/readme.html")) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(CONTENT.length);
        tar.putArchiveEntry(entry);
        tar.write(CONTENT);
        tar.closeArchiveEntry();
      }
    }
    return List.of(bytes.toByteArray());
  }

  @Override
  public List<Mutator> mutators() {
    return ByteMutators.all().stream().map(ArchiveReaderUnderFuzz::underThePacking).toList();
  }

  private static Mutator underThePacking(Mutator mutator) {
    return (input, random) -> {
      try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(input))) {
        byte[] tar = packed.readNBytes(1 << 20);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(mutator.mutate(tar, random));
        }
        return bytes.toByteArray();
      } catch (IOException e) {
        // It is spoiled already.
        return mutator.mutate(input, random);
      }
    };
  }

  @Override
  public void read(Path folder) throws IOException {
    var digest = Sha256.begin();
    digest.update(CONTENT);
    PublishedFile file =
        new PublishedFile(
            "a.bin", Optional.empty(), CONTENT.length, Checksum.sha256(Sha256.end(digest)));
    Path set = folder.resolve("set");
    FolderTree.delete(set);
    try {
      new TarGzArchive(folder.resolve(fileName()), "set", List.of(file))
          .unpackInto(folder, ProgressListener.silent());
    } catch (FailureException e) {
      requireOnly(folder, folder.resolve(fileName()));
      throw e;
    }
    requireOnly(folder, set);
    assertThat(Files.readAllBytes(set.resolve("a.bin"))).isEqualTo(CONTENT);
  }

  private void requireOnly(Path folder, Path allowed) throws IOException {
    try (Stream<Path> all = Files.walk(folder.getParent())) {
      Optional<Path> other =
          all.filter(Files::isRegularFile)
              .filter(path -> !path.startsWith(allowed) && !path.endsWith(fileName()))
              .findAny();
      assertThat(other).as("what the archive wrote elsewhere").isEmpty();
    }
  }
}
