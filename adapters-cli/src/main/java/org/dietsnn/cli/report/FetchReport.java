package org.dietsnn.cli.report;

import org.dietsnn.application.port.in.FetchedDataSet;

/**
 * A data set that is there.
 *
 * @param set its name
 * @param folder where; empty if it is part of the program
 * @param downloadedBytes 0 if everything was there before
 */
public record FetchReport(String set, String folder, long downloadedBytes) {
  /** What was fetched. */
  public static FetchReport of(FetchedDataSet fetched) {
    return new FetchReport(
        fetched.set().name(),
        fetched.folder().map(Object::toString).orElse(""),
        fetched.downloaded());
  }
}
