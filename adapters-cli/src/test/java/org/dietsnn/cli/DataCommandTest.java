package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
  @TempDir Path folder;

  @Test
  void theListNamesEverySetWithItsSizeAndTheNextCommand() {
    Invocation list = Invocation.of("data", "list");

    assertThat(list.code()).isZero();
    assertThat(list.out())
        .contains("cifar10 ", "170.1  data fetch", "imagenet ", "registration")
        .endsWith("./dietsnn data fetch cifar10 --to data" + System.lineSeparator());
  }

  @Test
  void theListAsJsonHasEveryChecksum() throws IOException {
    JsonNode sets = new ObjectMapper().readTree(Invocation.of("data", "list", "--json").out());

    assertThat(sets.get(1).get("name").asText()).isEqualTo("cifar10");
    assertThat(sets.get(1).get("downloads").get(0).get("checksum").asText()).hasSize(64);
  }

  @Test
  void theDigitsNeedNoFetching() {
    Invocation fetch = Invocation.of("data", "fetch", "digits", "--to", folder);

    assertThat(fetch.code()).isZero();
    assertThat(fetch.out()).contains("digits is part of the program");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aSetThatNeedsARegistrationIsNotFetched() {
    Invocation fetch = Invocation.of("data", "fetch", "imagenet", "--to", folder);

    assertThat(fetch.code()).isEqualTo(69);
    assertThat(fetch.err()).contains("register at https://image-net.org/download");
  }

  @Test
  void aServerThatCannotBeReachedIsOneSentence() {
    Invocation fetch =
        Invocation.of(
            "data", "fetch", "mnist", "--to", folder, "--from", "https://no-such-host.invalid/");

    assertThat(fetch.code()).isEqualTo(69);
    assertThat(fetch.err().lines().filter(line -> line.startsWith("dietsnn: "))).hasSize(1);
    assertThat(fetch.err())
        .contains("the name of no-such-host.invalid cannot be resolved", "9912422 bytes, SHA-256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org/x", "data/cifar", "file:///etc/passwd"})
  void aMirrorThatIsNoWebServerIsRefused(String mirror) {
    Invocation fetch = Invocation.of("data", "fetch", "cifar10", "--to", folder, "--from", mirror);

    assertThat(fetch.code()).isEqualTo(2);
    assertThat(fetch.err()).contains("a mirror must be an address");
  }

  @Test
  void damagedFilesAreInTheTableAndInTheExitCode() throws IOException {
    Path set = Files.createDirectories(folder.resolve("cifar-100-binary"));
    Files.write(set.resolve("test.bin"), new byte[10]);

    Invocation verify = Invocation.of("data", "verify", set);

    assertThat(verify.code()).isEqualTo(65);
    assertThat(verify.out())
        .containsPattern("train.bin +bytes +153700000 +- +SHA-256 +missing")
        .containsPattern("test.bin +bytes +30740000 +10 +SHA-256 +damaged");
    assertThat(verify.err())
        .contains(
            "2 of 2 parts of cifar100 in " + set + " are not as published",
            "./dietsnn data fetch cifar100 --to " + folder);
  }

  @Test
  void aFolderWithoutAnythingKnownIsMissingInput() {
    assertThat(Invocation.of("data", "verify", folder).code()).isEqualTo(66);
    assertThat(Invocation.of("data", "verify", folder.resolve("none")).code()).isEqualTo(66);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "fetch", "verify"})
  void everyCommandHasAnExampleAndItsExitCodes(String command) {
    Invocation help = Invocation.of("data", command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Usage: dietsnn data " + command, "  dietsnn data " + command, "Exit codes:");
  }
}
