package org.dietsnn.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dietsnn.application.dataset.Checksum;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.hash.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a local server that drops, stalls, corrupts and lies. */
class HttpFileDownloadTest {
  private static final int SIZE = 100_000;
  private static final byte[] CONTENT = content();

  @TempDir Path folder;

  private MischievousServer server;
  private Path file;

  private static byte[] content() {
    byte[] bytes = new byte[SIZE];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static PublishedFile published() {
    var digest = Sha256.begin();
    digest.update(CONTENT);
    return new PublishedFile(
        "set.bin", Optional.empty(), SIZE, Checksum.sha256(Sha256.end(digest)));
  }

  @BeforeEach
  void serve() throws IOException {
    server = new MischievousServer(CONTENT);
    file = folder.resolve("new/set.bin");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void download(URI from, Path into) {
    // Long enough for a busy machine, except where the test is about stalling.
    download(from, into, Duration.ofSeconds(20));
  }

  private static void download(URI from, Path into, Duration stall) {
    new HttpFileDownload(HttpClient.newHttpClient(), stall, Duration.ofMillis(1))
        .download(published(), from, into, ProgressListener.silent());
  }

  private void download() {
    download(server.address("/set.bin"), file);
  }

  private FailureException refused() {
    FailureException failure = catchThrowableOfType(FailureException.class, this::download);
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n", "null").contains("set.bin");
    assertThat(file).doesNotExist();
    return failure;
  }

  private void isComplete() throws IOException {
    assertThat(file).hasBinaryContent(CONTENT);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void givenAnHonestServerWhenDownloadedThenTheFileIsThereAndNothingElse() throws IOException {
    download();
    isComplete();
    assertThat(server.ranges()).containsExactly("-");
  }

  @Test
  void givenDroppedConnectionsWhenDownloadedThenEachAttemptGoesOnWhereTheLastStopped()
      throws IOException {
    server.next(server.dropAfter(30_000), server.dropAfter(20_000), server.dropAfter(0));
    download();
    isComplete();
    assertThat(server.ranges())
        .containsExactly("-", "bytes=30000-", "bytes=50000-", "bytes=50000-");
  }

  @Test
  void givenManyDropsWithProgressWhenDownloadedThenDoesNotGiveUp() throws IOException {
    server.always(server.dropAfter(9_000));
    download();
    isComplete();
  }

  @Test
  void givenAStallWhenDownloadedThenIsBrokenOffAndGoneOnWith() throws IOException {
    server.next(server.stallAfter(40_000));
    download(server.address("/set.bin"), file, Duration.ofMillis(300));
    isComplete();
    assertThat(server.ranges()).containsExactly("-", "bytes=40000-");
  }

  @Test
  void givenAServerThatNeverAnswersWhenDownloadedThenGivesUpInWords() {
    server.always(exchange -> server.stallAfter(0).answer(exchange));
    FailureException failure =
        catchThrowableOfType(
            FailureException.class,
            () -> download(server.address("/set.bin"), file, Duration.ofMillis(50)));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("0.1 s");
  }

  @Test
  void givenAServerThatIgnoresRangesWhenDownloadedThenBeginsAnew() throws IOException {
    server.next(server.ignoringRange(60_000), server.ignoringRange(SIZE));
    download();
    isComplete();
  }

  @Test
  void givenAnotherVersionAfterABreakWhenDownloadedThenBeginsAnew() throws IOException {
    server.next(
        server.dropAfter(50_000),
        exchange -> {
          server.version = "\"2\"";
          server.honest().answer(exchange);
        });
    download();
    isComplete();
    assertThat(server.ranges()).containsExactly("-", "bytes=50000-");
  }

  @Test
  void givenAnInterruptedProcessWhenDownloadedAgainThenGoesOn() throws IOException {
    server.next(server.dropAfter(70_000)).always(MischievousServer.status(404));
    FailureException failure = refused();
    assertThat(failure).hasMessageContaining("70000 of 100000 bytes are kept");
    server.always(server.honest());
    download();
    isComplete();
    assertThat(server.ranges()).last().isEqualTo("bytes=70000-");
  }

  @Test
  void givenCorruptBytesWhenDownloadedThenAreThrownAway() throws IOException {
    server.always(server.corrupted());
    FailureException failure = refused();
    assertThat(failure.kind()).isEqualTo(FailureKind.BAD_DATA);
    assertThat(failure)
        .hasMessageContaining("expected SHA-256 " + published().checksum().hex() + ", found ");
    assertThat(file.getParent()).isEmptyDirectory();
  }

  @Test
  void givenCorruptBytesFromBeforeABreakWhenDownloadedThenIsFetchedOnceMore() throws IOException {
    Files.createDirectories(file.getParent());
    byte[] wrong = Arrays.copyOf(CONTENT, 50_000);
    wrong[7] ^= 1;
    Files.write(file.resolveSibling("set.bin.part"), wrong);
    download();
    isComplete();
    assertThat(server.ranges()).containsExactly("bytes=50000-", "-");
  }

  @Test
  void givenAPartLongerThanTheFileWhenDownloadedThenBeginsAnew() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file.resolveSibling("set.bin.part"), new byte[SIZE + 1]);
    download();
    isComplete();
  }

  @Test
  void givenAWrongPartWhenDownloadedThenBeginsAnew() throws IOException {
    server.next(server.dropAfter(50_000), server.wrongPart());
    download();
    isComplete();
    assertThat(server.ranges()).containsExactly("-", "bytes=50000-", "-");
  }

  @Test
  void givenAServerWithoutSuchARangeWhenDownloadedThenBeginsAnew() throws IOException {
    server.next(server.dropAfter(50_000), MischievousServer.status(416));
    download();
    isComplete();
  }

  @ParameterizedTest
  @ValueSource(longs = {SIZE - 1, SIZE + 1, 12})
  void givenAnotherLengthThanPublishedWhenDownloadedThenIsRefusedBeforeAByteIsWritten(long length) {
    server.always(server.claiming(length, 10));
    assertThat(refused())
        .hasMessageContaining("announces " + length + " bytes where set.bin has " + SIZE);
    assertThat(server.ranges()).hasSize(1);
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void givenMoreBytesThanPublishedWhenDownloadedThenIsCut() throws IOException {
    server.always(server.endless());
    assertThat(refused()).hasMessageContaining("sent more than the 100000 bytes");
    assertThat(Files.size(file.resolveSibling("set.bin.part"))).isLessThanOrEqualTo(SIZE);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void givenARefusalWhenDownloadedThenIsNotTriedAgain(int status) {
    server.always(MischievousServer.status(status));
    FailureException failure = refused();
    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure)
        .hasMessageContaining("the server answered " + status)
        .hasMessageContaining("100000 bytes, SHA-256")
        .hasMessageContaining("--from");
    assertThat(server.ranges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void givenATroubleThatMayPassWhenDownloadedThenIsTriedFiveTimes(int status) {
    server.always(MischievousServer.status(status));
    assertThat(refused()).hasMessageContaining("the server answered " + status);
    assertThat(server.ranges()).hasSize(5);
  }

  @Test
  void givenATroubleThatPassesWhenDownloadedThenIsComplete() throws IOException {
    server.next(MischievousServer.status(503), MischievousServer.status(500));
    download();
    isComplete();
  }

  @Test
  void givenARedirectWhenDownloadedThenIsFollowed() throws IOException {
    server.next(MischievousServer.redirect("/elsewhere"));
    download();
    isComplete();
  }

  @Test
  void givenRedirectsInACircleWhenDownloadedThenStops() {
    server.always(MischievousServer.redirect("/set.bin"));
    assertThat(refused()).hasMessageContaining("more than 5 redirects");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/x", "http:", "::", "mailto:a@b"})
  void givenARedirectToSomethingElseThanTheWebWhenDownloadedThenIsRefused(String location) {
    server.always(MischievousServer.redirect(location));
    assertThat(refused()).hasMessageContaining("the server redirects to \"" + location + "\"");
  }

  @Test
  void givenNoServerWhenDownloadedThenSaysSo() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + free + "/set.bin");
    assertThatThrownBy(() -> download(nobody, file))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("127.0.0.1:" + free + " cannot be connected to");
  }

  @Test
  void givenNoSuchHostWhenDownloadedThenSaysSo() {
    assertThatThrownBy(() -> download(URI.create("https://no-such-host.invalid/set.bin"), file))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("the name of no-such-host.invalid cannot be resolved");
  }

  @Test
  void givenAFullDiskWhenDownloadedThenSaysHowMuchIsNeeded() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(50_000).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      assertThatThrownBy(() -> download(server.address("/set.bin"), disk.getPath("/d/set.bin")))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("cannot write /d/set.bin.part: the disk is full: 100000 bytes")
          .extracting(e -> ((FailureException) e).kind())
          .isEqualTo(FailureKind.INPUT_OUTPUT);
    }
  }
}
