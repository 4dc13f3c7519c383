package org.dietsnn.data.digits;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dietsnn.data.hash.Sha256;

/**
 * A split that is the same on every machine and needs no random generator: within each class the
 * records are ordered by their SHA-256, and the first 30 % of that order, rounded, are for testing.
 *
 * @param train record numbers to train with, ascending
 * @param test record numbers for the final evaluation, ascending
 */
record StratifiedSplit(int[] train, int[] test) {
  private static final double TEST_SHARE = 0.3;

  /**
   * Splits records.
   *
   * @param records each record as text
   * @param labels its class; not modified
   */
  static StratifiedSplit of(List<String> records, int[] labels, int classes) {
    boolean[] testing = new boolean[labels.length];
    for (int c = 0; c < classes; c++) {
      int number = c;
      List<Integer> shuffled =
          IntStream.range(0, labels.length)
              .filter(i -> labels[i] == number)
              .boxed()
              .sorted(Comparator.comparing(i -> hash(records.get(i))))
              .toList();
      shuffled
          .subList(0, (int) Math.round(TEST_SHARE * shuffled.size()))
          .forEach(i -> testing[i] = true);
    }
    return new StratifiedSplit(
        IntStream.range(0, labels.length).filter(i -> !testing[i]).toArray(),
        IntStream.range(0, labels.length).filter(i -> testing[i]).toArray());
  }

  private static String hash(String record) {
    MessageDigest digest = Sha256.begin();
    digest.update(record.getBytes(US_ASCII));
    return Sha256.end(digest);
  }
}
