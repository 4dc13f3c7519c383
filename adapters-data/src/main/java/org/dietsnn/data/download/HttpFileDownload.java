package org.dietsnn.data.download;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.FileDownload;
import org.dietsnn.application.port.out.ProgressListener;

/**
 * Fetches files by HTTP or HTTPS and trusts no server: a transfer that breaks off is gone on with
 * where it stopped, one that stalls is broken off, one that sends more than the published size is
 * cut, and nothing gets its name before its checksum is right. Does not follow redirects from HTTPS
 * to anything else.
 */
public final class HttpFileDownload implements FileDownload {
  private static final int KILO = 1000;
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Attempts in a row that bring nothing; pauses of 1, 2, 4 and 8 seconds lie between them. */
  private static final int ATTEMPTS = 5;

  /** An attempt counts as progress if it brought this share of the file. */
  private static final int SHARE = 1000;

  private final HttpClient client;
  private final Duration stall;
  private final Duration firstPause;

  /** As the program uses it: breaks off after 30 seconds without a byte. */
  public HttpFileDownload() {
    this(
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build(),
        STALL,
        FIRST_PAUSE);
  }

  /**
   * With a client of one's own.
   *
   * @param client must not follow redirects
   * @param stall how long to wait for the next byte
   * @param firstPause before the second attempt; doubled before each further one
   */
  public HttpFileDownload(HttpClient client, Duration stall, Duration firstPause) {
    this.client = client;
    this.stall = stall;
    this.firstPause = firstPause;
  }

  @Override
  public void download(PublishedFile file, URI from, Path into, ProgressListener progress) {
    PartialFile part = new PartialFile(into, file);
    progress.begin(file.name() + " (kB)", file.size() / KILO);
    try {
      boolean resumed = part.length() > 0;
      transfer(file, from, part, progress);
      if (resumed && !part.isRight()) {
        progress.notice(
            "%s is not what was published; it was gone on with after a break, so it is fetched once more from the start"
                .formatted(file.name()));
        part.discard();
        transfer(file, from, part, progress);
      }
      part.complete(from);
    } finally {
      progress.end();
    }
  }

  private void transfer(PublishedFile file, URI from, PartialFile part, ProgressListener progress) {
    Duration pause = firstPause;
    int left = ATTEMPTS;
    while (part.length() < file.size()) {
      long before = part.length();
      try {
        new Transfer(client, stall, file, part).run(from, progress);
      } catch (TransferInterrupted e) {
        if (part.length() - before > file.size() / SHARE) {
          left = ATTEMPTS;
          pause = firstPause;
        }
        if (--left == 0 || !e.worthRetrying()) {
          throw given(file, from, part, e);
        }
        progress.notice(
            String.format(
                Locale.ROOT,
                "%s: %s after %d of %d bytes; trying again in %.1f s",
                file.name(),
                e.getMessage(),
                part.length(),
                file.size(),
                pause.toMillis() / 1e3));
        sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static FailureException given(
      PublishedFile file, URI from, PartialFile part, TransferInterrupted cause) {
    String kept =
        part.length() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; %d of %d bytes are kept and the next call goes on from there",
                part.length(),
                file.size());
    return new FailureException(
        FailureKind.UNAVAILABLE,
        String.format(
            Locale.ROOT,
            "cannot fetch %s: %s%s; without a network put the file (%d bytes, %s) into %s yourself and run again, or name another address by --from",
            from,
            cause.getMessage(),
            kept,
            file.size(),
            file.checksum(),
            part.target().toAbsolutePath().getParent()),
        cause);
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          FailureKind.UNAVAILABLE, "interrupted while waiting to try again; run again to go on", e);
    }
  }
}
