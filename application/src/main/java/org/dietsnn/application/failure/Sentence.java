package org.dietsnn.application.failure;

import java.util.Locale;

/**
 * Words for people that may quote a file: whatever the file holds, they stay one line of a bearable
 * length that a terminal shows and does not obey.
 */
public final class Sentence {
  private static final int LONGEST = 2000;
  private static final int HEAD = 1200;
  private static final int TAIL = 700;

  private Sentence() {}

  /**
   * The same words on one line, with question marks in place of other control and formatting
   * characters; of very long ones the middle is left out.
   */
  public static String of(String words) {
    return shortened(String.valueOf(words))
        .replaceAll("\\s*\\R\\s*", " ")
        .replace('\t', ' ')
        .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
  }

  private static String shortened(String words) {
    if (words.length() <= LONGEST) {
      return words;
    }
    return String.format(
        Locale.ROOT,
        "%s ... (%d characters left out) ... %s",
        words.substring(0, HEAD),
        words.length() - HEAD - TAIL,
        words.substring(words.length() - TAIL));
  }
}
