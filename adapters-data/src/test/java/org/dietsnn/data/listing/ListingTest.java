package org.dietsnn.data.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.port.out.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
  @TempDir private Path folder;
  private Path images;
  private Path kept;
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void givenTwoClasses() throws IOException {
    images = Files.createDirectories(folder.resolve("images"));
    kept = folder.resolve("kept");
    file("dog/b.jpg", 3);
    file("dog/a.JPEG", 2);
    file("dog/puppies/c.png", 4);
    file("cat/x.jpg", 1);
  }

  private void file(String name, int bytes) throws IOException {
    Path path = images.resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[bytes]);
  }

  private FileList list() {
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void begin(String task, long total) {
            notices.add(task + " " + total);
          }

          @Override
          public void advance(long done, String detail) {}

          @Override
          public void end() {}

          @Override
          public void notice(String message) {
            notices.add(message);
          }
        };
    return new Listing(Optional.of(kept)).of(images, listener);
  }

  private static List<String> names(FileList list) {
    return IntStream.range(0, list.size()).mapToObj(list::relative).toList();
  }

  @Test
  void filesAreInTheOrderOfTheirNamesAndBelongToTheFirstFolderOfTheirPath() throws IOException {
    file("README.txt", 5);
    file("dog/.hidden.jpg", 5);

    FileList list = list();

    assertThat(list.classes()).containsExactly("cat", "dog");
    assertThat(names(list))
        .containsExactly("cat/x.jpg", "dog/a.JPEG", "dog/b.jpg", "dog/puppies/c.png");
    assertThat(IntStream.range(0, 4).map(list::label)).containsExactly(0, 1, 1, 1);
    assertThat(list.path(3)).isEqualTo(images.toRealPath().resolve("dog/puppies/c.png"));
    assertThat(notices)
        .contains("listing images 2")
        .anySatisfy(notice -> assertThat(notice).startsWith("1 file in").endsWith("README.txt"));
  }

  @Test
  void theSecondStartReadsTheListThatTheFirstOneKept() {
    FileList first = list();
    notices.clear();

    FileList second = list();

    assertThat(notices).isEmpty();
    assertThat(names(second)).isEqualTo(names(first));
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.classes()).isEqualTo(first.classes());
    assertThat(IntStream.range(0, 4).map(second::label)).containsExactly(0, 1, 1, 1);
  }

  @Test
  void aFolderToWhichAFileWasAddedIsListedAnew() throws IOException {
    FileList first = list();
    file("dog/puppies/new.png", 4);
    // Where the clock of the file system is coarse, the test must not be faster than it.
    Files.setLastModifiedTime(images.resolve("dog/puppies"), FileTime.fromMillis(1));

    FileList second = list();

    assertThat(notices).anySatisfy(n -> assertThat(n).endsWith("has changed and is listed anew"));
    assertThat(names(second)).contains("dog/puppies/new.png");
    assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
  }

  @Test
  void theFingerprintDependsOnNamesAndSizesAndNotOnThePlace() throws IOException {
    String before = list().fingerprint();
    Path other = Files.move(images, folder.resolve("elsewhere"));
    images = other;
    assertThat(list().fingerprint()).isEqualTo(before);

    Files.write(other.resolve("cat/x.jpg"), new byte[2]);
    Files.setLastModifiedTime(other.resolve("cat"), FileTime.fromMillis(1));
    assertThat(list().fingerprint()).isNotEqualTo(before);
  }

  @Test
  void aDamagedListIsMadeAgain() throws IOException {
    FileList first = list();
    Path file;
    try (Stream<Path> files = Files.list(kept)) {
      file = files.findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 29) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(file, damaged);

      assertThat(names(list())).isEqualTo(names(first));
    }
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Path outside = Files.write(folder.resolve("outside.jpg"), new byte[1]);
    Files.createSymbolicLink(images.resolve("cat/link.jpg"), outside);

    assertThatThrownBy(this::list)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("link.jpg is a link to")
        .hasMessageContaining("out of the data folder");
  }

  @Test
  void aLinkToAFileWithinTheFolderIsThatFile() throws IOException {
    Files.createSymbolicLink(images.resolve("cat/link.jpg"), images.resolve("dog/b.jpg"));

    assertThat(names(list())).contains("cat/link.jpg");
  }
}
