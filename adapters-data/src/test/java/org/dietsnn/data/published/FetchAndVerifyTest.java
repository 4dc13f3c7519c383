package org.dietsnn.data.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dietsnn.application.dataset.Checksum;
import org.dietsnn.application.dataset.FileState.Condition;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedDataSet.Access;
import org.dietsnn.application.dataset.PublishedDataSet.ImageCount;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.FetchDataSetCommand;
import org.dietsnn.application.port.in.FetchedDataSet;
import org.dietsnn.application.port.in.VerifiedDataSet;
import org.dietsnn.application.port.out.DataSetFolder;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.service.DataSetFetchService;
import org.dietsnn.application.service.DataSetVerificationService;
import org.dietsnn.data.archive.Tars;
import org.dietsnn.data.download.HttpFileDownload;
import org.dietsnn.data.hash.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small sets from a local server: a packed one, a plain one, and one that needs a registration. */
class FetchAndVerifyTest {
  @TempDir Path folder;

  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final LocalDataSetFolder folders = new LocalDataSetFolder();
  private HttpServer server;
  private List<PublishedDataSet> sets;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestURI().getPath());
            byte[] content = served.get(exchange.getRequestURI().getPath());
            if (content == null) {
              exchange.sendResponseHeaders(404, -1);
            } else {
              exchange.sendResponseHeaders(200, content.length);
              exchange.getResponseBody().write(content);
            }
          }
        });
    server.start();
    byte[] tar =
        new Tars()
            .folder("packed-bin/")
            .file("packed-bin/a", "aa")
            .file("packed-bin/b", "b")
            .bytes();
    served.put("/packed.tar.gz", tar);
    served.put("/one", bytes("one"));
    served.put("/two", bytes("two!"));
    List<PublishedFile> plain = List.of(file("/one", bytes("one")), file("/two", bytes("two!")));
    List<PublishedFile> closed = List.of(file("/closed.tar", bytes("closed")));
    sets =
        List.of(
            set("bundled", Access.BUNDLED, List.of(), "", List.of(), List.of()),
            set(
                "packed",
                Access.OPEN,
                List.of(file("/packed.tar.gz", tar)),
                "packed-bin",
                List.of(file("/a", bytes("aa")), file("/b", bytes("b"))),
                List.of()),
            set("plain", Access.OPEN, plain, "plain", plain, List.of()),
            set(
                "closed",
                Access.REGISTRATION,
                closed,
                "closed",
                closed,
                List.of(new ImageCount("train", 3), new ImageCount("val", 1))));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static PublishedDataSet set(
      String name,
      Access access,
      List<PublishedFile> downloads,
      String folder,
      List<PublishedFile> contents,
      List<ImageCount> images) {
    return new PublishedDataSet(
        name, name, "https://example.org", access, downloads, folder, contents, images);
  }

  private PublishedFile file(String path, byte[] content) {
    var digest = Sha256.begin();
    digest.update(content);
    return new PublishedFile(
        path.substring(1),
        Optional.of(address(path)),
        content.length,
        Checksum.sha256(Sha256.end(digest)));
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private FetchedDataSet fetch(String name) {
    return fetch(name, Optional.empty());
  }

  private FetchedDataSet fetch(String name, Optional<URI> mirror) {
    return new DataSetFetchService(
            () -> sets,
            folders,
            new HttpFileDownload(
                HttpClient.newHttpClient(), Duration.ofSeconds(20), Duration.ofMillis(1)))
        .fetch(new FetchDataSetCommand(name, folder, mirror), ProgressListener.silent());
  }

  private VerifiedDataSet verify(Path at, String name) {
    return new DataSetVerificationService(() -> sets, folders)
        .verify(at, Optional.ofNullable(name), ProgressListener.silent());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void givenAPackedSetWhenFetchedThenItsFilesAreThereAndTheArchiveIsGone() throws IOException {
    FetchedDataSet fetched = fetch("packed");
    assertThat(fetched.folder()).contains(folder.resolve("packed-bin"));
    assertThat(fetched.downloaded()).isPositive();
    assertThat(files()).containsExactly("packed-bin/a", "packed-bin/b");
  }

  @Test
  void givenACompleteSetWhenFetchedAgainThenNobodyIsAsked() {
    fetch("packed");
    requests.clear();
    assertThat(fetch("packed").downloaded()).isZero();
    assertThat(requests).isEmpty();
  }

  @Test
  void givenADamagedFileWhenFetchedThenOnlyThatIsReplaced() throws IOException {
    fetch("plain");
    requests.clear();
    Files.writeString(folder.resolve("plain/two"), "twoX");
    assertThat(fetch("plain").downloaded()).isEqualTo(4);
    assertThat(requests).containsExactly("/two");
    assertThat(folder.resolve("plain/two")).hasContent("two!");
  }

  @Test
  void givenAnArchivePutThereByHandWhenFetchedThenNobodyIsAsked() throws IOException {
    Files.write(folder.resolve("packed.tar.gz"), served.get("/packed.tar.gz"));
    assertThat(fetch("packed").downloaded()).isZero();
    assertThat(requests).isEmpty();
    assertThat(files()).containsExactly("packed-bin/a", "packed-bin/b");
  }

  @Test
  void givenAMirrorWhenFetchedThenTheChecksumStillHolds() {
    served.put("/mirror/one", bytes("one"));
    served.put("/mirror/two", bytes("TWO!"));
    assertThatThrownBy(() -> fetch("plain", Optional.of(address("/mirror"))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("/mirror/two sent another two than published");
    served.put("/mirror/two", bytes("two!"));
    fetch("plain", Optional.of(address("/mirror/")));
    assertThat(requests).containsExactly("/mirror/one", "/mirror/two", "/mirror/two");
  }

  @Test
  void givenABundledSetWhenFetchedThenThereIsNothingToDo() {
    assertThat(fetch("bundled").folder()).isEmpty();
  }

  @Test
  void givenARegistrationWhenFetchedThenSaysHowToGetIt() {
    assertThatThrownBy(() -> fetch("closed"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("register at https://example.org, download closed.tar");
  }

  @Test
  void givenAnUnknownNameWhenFetchedThenListsTheKnown() {
    assertThatThrownBy(() -> fetch("packd"))
        .hasMessage(
            "no published data set is named \"packd\"; there are bundled, packed, plain, closed");
  }

  @Test
  void givenAnotherProcessAtWorkWhenFetchedThenIsRefused() {
    try (DataSetFolder.Claim claim = folders.claim(folder, sets.get(1))) {
      assertThat(claim).isNotNull();
      assertThatThrownBy(() -> fetch("packed"))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("another process is fetching packed into " + folder)
          .extracting(e -> ((FailureException) e).kind())
          .isEqualTo(FailureKind.UNAVAILABLE);
    }
    fetch("packed");
  }

  @Test
  void givenAFileInPlaceOfTheFolderWhenFetchedThenSaysSo() throws IOException {
    folder = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> fetch("packed"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("is a file where a folder is expected");
  }

  @Test
  void givenAWholeSetWhenVerifiedThenIsRecognisedFromAboveAndFromWithin() {
    fetch("packed");
    for (Path at : List.of(folder, folder.resolve("packed-bin"))) {
      VerifiedDataSet verified = verify(at, null);
      assertThat(verified.set().name()).isEqualTo("packed");
      assertThat(verified.faults()).isZero();
    }
  }

  @Test
  void givenDamageWhenVerifiedThenEachFileIsJudged() throws IOException {
    fetch("packed");
    Files.writeString(folder.resolve("packed-bin/a"), "aX");
    Files.delete(folder.resolve("packed-bin/b"));
    VerifiedDataSet verified = verify(folder, null);
    assertThat(verified.parts())
        .extracting(part -> part.state().condition())
        .containsExactly(Condition.DAMAGED, Condition.MISSING);
    assertThat(verified.parts().get(0).state().detail())
        .startsWith("SHA-256 ")
        .contains(", expected ");
    assertThat(verified.faults()).isEqualTo(2);
  }

  @Test
  void givenAnotherSizeWhenVerifiedThenBothAreTold() throws IOException {
    fetch("plain");
    Files.writeString(folder.resolve("plain/two"), "two");
    assertThat(verify(folder, null).parts().get(1).state().detail())
        .isEqualTo("3 bytes, expected 4");
  }

  @Test
  void givenImagesWhenVerifiedThenTheyAreCounted() throws IOException {
    Path train = Files.createDirectories(folder.resolve("train/n01"));
    for (String name : List.of("1.JPEG", "2.jpg", "3.png", "notes.txt")) {
      Files.createFile(train.resolve(name));
    }
    VerifiedDataSet verified = verify(folder, "closed");
    assertThat(verified.parts())
        .extracting(part -> part.state().condition())
        .containsExactly(Condition.INTACT, Condition.MISSING);
    Files.createFile(train.resolve("4.png"));
    assertThat(verify(folder, "closed").parts().get(0).state().detail())
        .isEqualTo("4 images, expected 3");
  }

  @Test
  void givenNothingKnownWhenVerifiedThenSaysSo() {
    assertThatThrownBy(() -> verify(folder, null))
        .hasMessageContaining(
            "holds no file of a published data set (bundled, packed, plain, closed)");
    assertThatThrownBy(() -> verify(folder.resolve("nowhere"), null))
        .hasMessageContaining("there is no folder");
  }
}
