package org.dietsnn.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {
  @TempDir Path folder;

  @Test
  void givenFilesFoldersAndNothingWhenLookedForThenAreToldApart() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(Presence.of(file)).isTrue();
    assertThat(Presence.ofFile(file)).isTrue();
    assertThat(Presence.ofFolder(file)).isFalse();
    assertThat(Presence.ofFolder(folder)).isTrue();
    assertThat(Presence.ofFile(folder)).isFalse();
    assertThat(Presence.of(folder.resolve("none"))).isFalse();
    assertThat(Presence.of(file.resolve("below"))).isFalse();
  }

  @Test
  void givenWhatCannotBeLookedAtWhenLookedForThenIsNotTakenForAbsent() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThatThrownBy(() -> Presence.of(loop))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("cannot look at " + loop + ": ")
        .extracting(e -> ((FailureException) e).kind())
        .isEqualTo(FailureKind.INPUT_OUTPUT);
  }
}
