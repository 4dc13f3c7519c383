package org.dietsnn.data.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.dietsnn.application.dataset.Checksum;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.hash.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarGzArchiveTest {
  private static final String CONTENT = "thousand pixels";

  @TempDir Path outside;

  private Path into;

  @BeforeEach
  void makeRoom() throws IOException {
    into = Files.createDirectories(outside.resolve("data"));
  }

  private static List<PublishedFile> contents() {
    var digest = Sha256.begin();
    digest.update(CONTENT.getBytes(UTF_8));
    return List.of(
        new PublishedFile(
            "a.bin", Optional.empty(), CONTENT.length(), Checksum.sha256(Sha256.end(digest))));
  }

  private static Tars good() throws IOException {
    return new Tars().folder("set/").file("set/a.bin", CONTENT).file("set/readme.html", "<p>");
  }

  private void unpack(byte[] archive) throws IOException {
    Path file = Files.write(into.resolve("set.tar.gz"), archive);
    new TarGzArchive(file, "set", contents()).unpackInto(into, ProgressListener.silent());
  }

  private FailureException refused(byte[] archive) throws IOException {
    FailureException failure = catchThrowableOfType(FailureException.class, () -> unpack(archive));
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(FailureKind.BAD_DATA);
    assertThat(failure).hasMessageStartingWith(into.resolve("set.tar.gz").toString());
    assertThat(failure.getMessage()).doesNotContain("\n", "\u0000");
    assertThat(everything()).containsExactly("data", "data/set.tar.gz");
    return failure;
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> paths = Files.walk(outside)) {
      return paths
          .filter(path -> !path.equals(outside))
          .map(path -> outside.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void givenAGoodArchiveWhenUnpackedThenItsFilesAreThereAndNothingElse() throws IOException {
    unpack(good().bytes());
    assertThat(into.resolve("set/a.bin")).hasContent(CONTENT);
    assertThat(everything())
        .containsExactly(
            "data", "data/set", "data/set.tar.gz", "data/set/a.bin", "data/set/readme.html");
  }

  @Test
  void givenAFolderWithOtherFilesWhenUnpackedThenTheyStay() throws IOException {
    Path set = Files.createDirectories(into.resolve("set"));
    Files.writeString(set.resolve("a.bin"), "damaged");
    Files.writeString(set.resolve("notes.txt"), "mine");
    unpack(good().bytes());
    assertThat(set.resolve("a.bin")).hasContent(CONTENT);
    assertThat(set.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void givenTheRestOfAKilledRunWhenUnpackedThenIsRemoved() throws IOException {
    Path rest = Files.createDirectories(into.resolve(".set.unpacking"));
    Files.writeString(rest.resolve("a.bin"), "half");
    unpack(good().bytes());
    assertThat(rest).doesNotExist();
    assertThat(into.resolve("set/a.bin")).hasContent(CONTENT);
  }

  @Test
  void givenALinkWhereTheRestOfARunWouldLieWhenUnpackedThenItsTargetIsNotTouched()
      throws IOException {
    Path precious = Files.createDirectories(outside.resolve("precious"));
    Files.writeString(precious.resolve("letter"), "keep");
    Files.createSymbolicLink(into.resolve(".set.unpacking"), precious);
    unpack(good().bytes());
    assertThat(precious.resolve("letter")).hasContent("keep");
    assertThat(precious.resolve("a.bin")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "set/../../evil",
        "/tmp/evil",
        "set/../evil",
        "set/..",
        "set/.",
        "set//evil",
        "evil",
        "other/evil",
        "set/sub/evil",
        "set\\..\\evil",
        "set/..\\evil",
        "C:/evil",
        "set/C:evil",
        "set/.hidden",
        "set/x\u0001y",
        "set/x\ny",
        "settle/evil",
        "./../evil"
      })
  void givenANameThatLeadsElsewhereWhenUnpackedThenIsRefused(String name) throws IOException {
    FailureException failure = refused(good().file(name, "evil").bytes());
    assertThat(failure).hasMessageContaining("which does not lie in its folder set");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  void givenALinkOrDeviceWhenUnpackedThenIsRefused(byte type) throws IOException {
    assertThat(refused(good().special("set/link", type, "/etc/passwd").bytes()))
        .hasMessageContaining("\"set/link\", which is neither a file nor a folder");
  }

  @Test
  void givenALinkAndAFileThroughItWhenUnpackedThenIsRefused() throws IOException {
    byte[] archive =
        new Tars().special("set", TarConstants.LF_SYMLINK, "..").file("set/a.bin", CONTENT).bytes();
    refused(archive);
  }

  @Test
  void givenTheSameNameTwiceWhenUnpackedThenIsRefused() throws IOException {
    assertThat(refused(good().file("set/A.BIN", "other").bytes()))
        .hasMessageContaining("holds \"set/A.BIN\" twice");
  }

  @Test
  void givenABombWhenUnpackedThenStopsEarly() throws IOException {
    byte[] archive = good().file("set/zeros", new byte[20_000_000]).bytes();
    assertThat(archive.length).isLessThan(100_000);
    assertThat(refused(archive)).hasMessageContaining("unpacks to more than the 1048591 bytes");
  }

  @Test
  void givenABombOfManySmallFilesWhenUnpackedThenStopsEarly() throws IOException {
    Tars tar = good();
    for (int i = 0; i < TarGzArchive.MOST_ENTRIES; i++) {
      tar.file("set/f" + i, "");
    }
    assertThat(refused(tar.bytes())).hasMessageContaining("more than 1000 entries");
  }

  @Test
  void givenAMissingFileWhenUnpackedThenNamesIt() throws IOException {
    assertThat(refused(new Tars().file("set/b.bin", CONTENT).bytes()))
        .hasMessageContaining("holds no set/a.bin");
  }

  @Test
  void givenAnotherContentWhenUnpackedThenIsRefused() throws IOException {
    assertThat(refused(new Tars().file("set/a.bin", "thousand pixelZ").bytes()))
        .hasMessageContaining("holds another set/a.bin than published");
  }

  @Test
  void givenAnyTruncationWhenUnpackedThenIsRefused() throws IOException {
    byte[] whole = good().bytes();
    for (int length = 0; length < whole.length - 1; length += 17) {
      refused(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void givenSomethingElseWhenUnpackedThenIsRefused() throws IOException {
    refused("<html>404</html>".getBytes(UTF_8));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("no tar at all ".repeat(100).getBytes(UTF_8));
    }
    refused(packed.toByteArray());
  }

  @Test
  void givenAFullDiskWhenUnpackedThenSaysSoAndLeavesNothing() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(4096).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path folder = Files.createDirectories(disk.getPath("/d"));
      Path archive = Files.write(folder.resolve("set.tar.gz"), good().bytes());
      Files.write(folder.resolve("fill"), new byte[3000]);
      FailureException failure =
          catchThrowableOfType(
              FailureException.class,
              () ->
                  new TarGzArchive(archive, "set", contents())
                      .unpackInto(folder, ProgressListener.silent()));
      assertThat(failure.kind()).isEqualTo(FailureKind.INPUT_OUTPUT);
      assertThat(failure).hasMessageContaining("the disk is full");
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder("set.tar.gz", "fill");
      }
    }
  }
}
