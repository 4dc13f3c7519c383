package org.dietsnn.cli.config;

import java.util.Collection;
import java.util.Comparator;

/** How many letters must be inserted, deleted or replaced to turn one word into another. */
final class EditDistance {
  private EditDistance() {}

  static int between(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }

  /**
   * The known key nearest to an unknown one. A key of the same last word in another section counts
   * as one edit, since a key in the wrong place is the likelier mistake.
   */
  static String nearest(String unknown, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt(
                    (String key) ->
                        Math.min(
                            between(unknown, key),
                            1 + 2 * between(lastWord(unknown), lastWord(key))))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private static String lastWord(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
