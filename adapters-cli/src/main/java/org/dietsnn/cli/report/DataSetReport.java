package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;
import org.dietsnn.application.dataset.PublishedDataSet;

/**
 * A known data set.
 *
 * @param name by which it is fetched
 * @param title what it holds
 * @param page where its authors describe it
 * @param access {@code bundled}, {@code open} or {@code registration}
 * @param downloads the published files
 */
public record DataSetReport(
    String name, String title, String page, String access, List<Download> downloads) {

  /**
   * A published file.
   *
   * @param address empty if it needs a registration
   * @param bytes its size
   * @param algorithm of the digest
   * @param checksum digest in hexadecimal
   */
  public record Download(
      String name, String address, long bytes, String algorithm, String checksum) {}

  /** What is known of a set. */
  public static DataSetReport of(PublishedDataSet set) {
    return new DataSetReport(
        set.name(),
        set.title(),
        set.page(),
        set.access().name().toLowerCase(Locale.ROOT),
        set.downloads().stream()
            .map(
                file ->
                    new Download(
                        file.name(),
                        file.address().map(Object::toString).orElse(""),
                        file.size(),
                        file.checksum().algorithm(),
                        file.checksum().hex()))
            .toList());
  }
}
