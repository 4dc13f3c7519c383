package org.dietsnn.data.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kept lists with a right check sum that no listing wrote, as mutated files brought them to light.
 */
class ForgedListTest {
  private static final List<ListedFolder> FOLDERS =
      List.of(new ListedFolder("", -1, 0, 0), new ListedFolder("ant", 0, 0, 0));

  @TempDir Path folder;

  private boolean taken(List<ListedFolder> folders, String names, int... ends) {
    Path file = folder.resolve("kept");
    ListingFile.write(file, new FileList(folder, folders, names.getBytes(UTF_8), ends, "f"));
    return ListingFile.read(file, folder).isPresent();
  }

  @Test
  void givenWhatAListingWritesWhenReadThenIsTaken() {
    assertThat(taken(FOLDERS, "1.png22.png", 5, 11)).isTrue();
    assertThat(taken(List.of(FOLDERS.get(0)), "")).isTrue();
  }

  @Test
  void givenNamesThatLeadElsewhereWhenReadThenIsMadeAnew() {
    assertThat(taken(FOLDERS, "../x", 4)).isFalse();
    assertThat(taken(FOLDERS, "a/bc", 4)).isFalse();
    assertThat(taken(FOLDERS, "a\0bc", 4)).isFalse();
    assertThat(taken(FOLDERS, ".abc", 4)).isFalse();
    for (String path : List.of("..", "a/../..", "/etc", "", "ant//b", "a\0b")) {
      assertThat(taken(List.of(FOLDERS.get(0), new ListedFolder(path, 0, 0, 0)), "1", 1))
          .as(path)
          .isFalse();
    }
  }

  @Test
  void givenPlacesThatCannotBeWhenReadThenIsMadeAnew() {
    assertThat(taken(FOLDERS, "abcd", 3, 2)).isFalse();
    assertThat(taken(FOLDERS, "abcd", 2, 5)).isFalse();
    assertThat(taken(FOLDERS, "abcd", -1, 4)).isFalse();
    assertThat(taken(FOLDERS, "abcd", 3)).isFalse();
    assertThat(taken(List.of(), "a", 1)).isFalse();
    for (ListedFolder bad :
        List.of(
            new ListedFolder("ant", 7, 0, 0),
            new ListedFolder("ant", 0, 0, 2),
            new ListedFolder("ant", 0, 0, -1))) {
      assertThat(taken(List.of(FOLDERS.get(0), bad), "a", 1)).as("%s", bad).isFalse();
    }
  }
}
