package org.dietsnn.application.service;

import java.util.Locale;
import org.dietsnn.application.port.out.ProgressListener;

/** Images that were left out because they are broken: how many, and why the first. */
final class LeftOut {
  private int count;
  private String first = "";

  /** One more. */
  void add(String reason) {
    if (count == 0) {
      first = reason;
    }
    count++;
  }

  int count() {
    return count;
  }

  /** One notice, or none. */
  void report(ProgressListener progress) {
    if (count > 0) {
      progress.notice(
          String.format(
              Locale.ROOT,
              "%d broken image%s left out; the first: %s",
              count,
              count == 1 ? " was" : "s were",
              first));
    }
  }
}
