package org.dietsnn.acceptance.fuzz;

import java.util.ArrayList;
import java.util.List;

/** What came of the inputs so far. */
final class Tally {
  private final List<Finding> findings = new ArrayList<>();
  private int refused;
  private int accepted;
  private long worstNanos;
  private long worstBytes;

  synchronized void refused() {
    refused++;
  }

  synchronized void accepted() {
    accepted++;
  }

  synchronized void measured(long nanos, long bytes) {
    worstNanos = Math.max(worstNanos, nanos);
    worstBytes = Math.max(worstBytes, bytes);
  }

  synchronized void found(Finding finding) {
    findings.add(finding);
  }

  synchronized int inputs() {
    return refused + accepted + findings.size();
  }

  synchronized int refusals() {
    return refused;
  }

  synchronized int acceptances() {
    return accepted;
  }

  synchronized long slowestNanos() {
    return worstNanos;
  }

  synchronized long mostBytes() {
    return worstBytes;
  }

  synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }
}
