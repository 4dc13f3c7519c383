package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to spoil text within a file: its numbers, words and brackets. */
final class TextMutators {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{2,}");
  private static final Pattern BRACKET = Pattern.compile("[\\[\\]{}\":,]");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "255",
          "65536",
          "2147483647",
          "2147483648",
          "-2147483649",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e999",
          "-1e999",
          "1e-400",
          "NaN",
          "Infinity",
          ".5",
          "00",
          "1.5",
          "0.1",
          "1e9",
          "123456789012345678901234567890",
          "null",
          "true",
          "\"1\"",
          "[]",
          "{}");

  private static final List<String> WORDS =
      List.of(
          "",
          "null",
          "~",
          "true",
          "../../x",
          "\\u0000",
          "\u001b[2J",
          "__metadata__",
          "!!",
          "&a *a");

  private static final int DEEP = 5000;

  private TextMutators() {}

  /** All of them. */
  static List<Mutator> all() {
    return List.of(
        (input, random) -> replaceOne(input, random, NUMBER, NUMBERS),
        (input, random) -> replaceOne(input, random, NUMBER, NUMBERS),
        (input, random) -> replaceOne(input, random, WORD, WORDS),
        (input, random) ->
            replaceOne(
                input, random, BRACKET, List.of("", "[", "]", "{", "}", "\"", ",", ":", "\n")),
        TextMutators::exchangeWords,
        TextMutators::nest);
  }

  private static List<MatchResult> matches(String text, Pattern pattern) {
    List<MatchResult> found = new ArrayList<>();
    pattern.matcher(text).results().limit(5000).forEach(found::add);
    return found;
  }

  private static byte[] replaceOne(
      byte[] input, SplittableRandom random, Pattern pattern, List<String> by) {
    String text = new String(input, ISO_8859_1);
    List<MatchResult> found = matches(text, pattern);
    if (found.isEmpty()) {
      return input.clone();
    }
    MatchResult match = found.get(random.nextInt(found.size()));
    return (text.substring(0, match.start())
            + by.get(random.nextInt(by.size()))
            + text.substring(match.end()))
        .getBytes(ISO_8859_1);
  }

  private static byte[] exchangeWords(byte[] input, SplittableRandom random) {
    String text = new String(input, ISO_8859_1);
    List<MatchResult> found = matches(text, WORD);
    if (found.size() < 2) {
      return input.clone();
    }
    MatchResult from = found.get(random.nextInt(found.size()));
    MatchResult to = found.get(random.nextInt(found.size()));
    return (text.substring(0, to.start()) + from.group() + text.substring(to.end()))
        .getBytes(ISO_8859_1);
  }

  /** Brackets within brackets, deeper than any stack. */
  private static byte[] nest(byte[] input, SplittableRandom random) {
    String text = new String(input, ISO_8859_1);
    List<MatchResult> found = matches(text, NUMBER);
    int at = found.isEmpty() ? 0 : found.get(random.nextInt(found.size())).start();
    String open = List.of("[", "{\"a\":", "- ", "{a: ").get(random.nextInt(4));
    return (text.substring(0, at) + open.repeat(1 + random.nextInt(DEEP)) + text.substring(at))
        .getBytes(ISO_8859_1);
  }
}
