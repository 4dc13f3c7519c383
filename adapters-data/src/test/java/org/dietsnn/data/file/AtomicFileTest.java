package org.dietsnn.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void givenNoFolderWhenWrittenThenFolderAndFileAreThere() throws IOException {
    Path file = folder.resolve("a/b/config.yaml");
    AtomicFile.write(file, "größe: 1\n");
    assertThat(file).hasContent("größe: 1\n");
    assertThat(names(file.getParent())).containsExactly("config.yaml");
  }

  @Test
  void givenAnOldFileWhenWrittenThenIsReplaced() throws IOException {
    Path file = folder.resolve("x.json");
    AtomicFile.write(file, "a longer old content");
    AtomicFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(names(folder)).containsExactly("x.json");
  }

  @Test
  void givenARelativeNameWithoutFolderWhenWrittenThenLiesInTheWorkingFolder() throws IOException {
    Path file = Path.of("atomic-file-test-" + UUID.randomUUID());
    try {
      AtomicFile.write(file, "here");
      assertThat(file).hasContent("here");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void givenALinkToAFolderWhenWrittenThenIsFollowed() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    AtomicFile.write(link.resolve("f"), "x");
    assertThat(real.resolve("f")).hasContent("x");
  }

  @Test
  void givenAReaderDuringTheWriteWhenLookingThenSeesTheOldContent() {
    Path file = folder.resolve("x");
    AtomicFile.write(file, "old");
    AtomicReference<String> seen = new AtomicReference<>();
    AtomicFile.write(
        file,
        3,
        channel -> {
          channel.write(ByteBuffer.wrap(new byte[] {'n', 'e'}));
          seen.set(Files.readString(file));
          channel.write(ByteBuffer.wrap(new byte[] {'w'}));
        });
    assertThat(seen).hasValue("old");
    assertThat(file).hasContent("new");
  }

  @Test
  void givenAFailureHalfwayWhenWrittenThenOldFileStaysAndNothingElse() throws IOException {
    Path file = folder.resolve("x");
    AtomicFile.write(file, "old");
    refused(
            () ->
                AtomicFile.write(
                    file,
                    9,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[5]));
                      throw new IOException("Input/output error");
                    }))
        .hasMessage("cannot write " + file + ": Input/output error; the file is as it was before");
    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("x");
  }

  @Test
  void givenAProgramErrorHalfwayWhenWrittenThenNothingIsLeft() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    folder.resolve("x"),
                    9,
                    channel -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void givenAFullDiskWhenWrittenThenSaysHowManyBytesAreNeeded() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(4096).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path file = disk.getPath("/run/x");
      AtomicFile.write(file, "old");
      refused(() -> AtomicFile.write(file, "n".repeat(5000)))
          .hasMessage(
              "cannot write /run/x: the disk is full: 5000 bytes are needed, 3584 are free in folder /run; make room and run again");
      assertThat(Files.readString(file)).isEqualTo("old");
      assertThat(names(disk.getPath("/run"))).containsExactly("x");
      AtomicFile.write(file, "n".repeat(3000));
      assertThat(Files.readString(file)).hasSize(3000);
    }
  }

  @Test
  void givenAnInterruptedThreadWhenWrittenThenSaysSoAndOldFileStays() throws IOException {
    Path file = folder.resolve("x");
    AtomicFile.write(file, "old");
    Thread.currentThread().interrupt();
    refused(() -> AtomicFile.write(file, "new"))
        .hasMessageStartingWith("cannot write " + file + ": ");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("x");
  }

  @Test
  void givenAFolderOfThatNameWhenWrittenThenSaysSo() {
    refused(() -> AtomicFile.write(folder, "x"))
        .hasMessage(
            "cannot write "
                + folder
                + ": expected the name of a file, found a folder; choose another name");
  }

  @Test
  void givenAFileInPlaceOfTheFolderWhenWrittenThenNamesIt() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    refused(() -> AtomicFile.write(file.resolve("x"), "x"))
        .hasMessage(
            "cannot write "
                + file.resolve("x")
                + ": "
                + file
                + " is a file where a folder is expected; choose another folder");
  }

  @Test
  void givenNoPermissionWhenToldThenNamesTheFolder() {
    Path file = folder.resolve("x");
    String message =
        "cannot write "
            + file
            + ": folder "
            + folder
            + " is not writable; change its permissions or choose another folder";
    assertThat(WriteFailure.of(file, 1, new AccessDeniedException("x"))).hasMessage(message);
    assertThat(
            WriteFailure.of(file, 1, new FileSystemException("x", null, "Read-only file system")))
        .hasMessage(message);
  }

  @Test
  void givenTheWordsOfLinuxAndWindowsWhenTheDiskIsFullThenSaysSo() {
    for (String words :
        List.of(
            "No space left on device",
            "Disk quota exceeded",
            "There is not enough space on the disk")) {
      assertThat(WriteFailure.of(folder.resolve("x"), 7, new IOException(words)))
          .hasMessageContaining("the disk is full: 7 bytes are needed");
    }
  }

  @Test
  void givenALeftoverOfAKilledRunWhenWrittenAgainThenIsRemoved() throws IOException {
    Path file = folder.resolve("last.safetensors");
    Path leftover = new AsideFiles(file).path(UUID.randomUUID());
    Path ofAnother = new AsideFiles(folder.resolve("best.safetensors")).path(UUID.randomUUID());
    Path unrelated = folder.resolve(".last.safetensors.mine.tmp");
    for (Path path : List.of(leftover, ofAnother, unrelated)) {
      Files.writeString(path, "part");
    }
    AtomicFile.write(file, "whole");
    assertThat(leftover).doesNotExist();
    assertThat(ofAnother).exists();
    assertThat(unrelated).exists();
  }

  @Test
  void givenAnotherWriterAtWorkWhenWrittenThenBothFinish() throws IOException {
    Path file = folder.resolve("x");
    AtomicFile.write(
        file,
        1,
        channel -> {
          AtomicFile.write(file, "inner");
          channel.write(ByteBuffer.wrap(new byte[] {'o'}));
        });
    assertThat(file).hasContent("o");
    assertThat(names(folder)).containsExactly("x");
  }

  @Test
  void givenALockedFileWhenLookedAtThenIsNoLeftover() throws IOException {
    Path aside = new AsideFiles(folder.resolve("x")).path(UUID.randomUUID());
    try (FileChannel channel =
        FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      assertThat(AsideFiles.lock(channel)).isTrue();
      new AsideFiles(folder.resolve("x")).deleteStale();
      assertThat(aside).exists();
    }
    new AsideFiles(folder.resolve("x")).deleteStale();
    assertThat(aside).doesNotExist();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable write) {
    return assertThatThrownBy(write)
        .isInstanceOf(FailureException.class)
        .satisfies(
            e -> assertThat(((FailureException) e).kind()).isEqualTo(FailureKind.INPUT_OUTPUT));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
