package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one call of the program gave.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Outcome(int code, String out, String err) {

  /** The program did what it was asked for. */
  Outcome succeeded() {
    assertThat(code).as(err).isZero();
    assertThat(err).doesNotContain("dietsnn: ");
    return this;
  }

  /** The program said in one sentence why it could not, with this exit code and no result. */
  Outcome failed(int expected, String... words) {
    assertThat(code).as(err).isEqualTo(expected);
    assertThat(out).isEmpty();
    assertThat(err.lines().filter(line -> line.startsWith("dietsnn: "))).as(err).hasSize(1);
    assertThat(sentence()).contains(words);
    assertThat(err).doesNotContain("\tat ", "Exception");
    return this;
  }

  /** The last line on standard error. */
  String sentence() {
    return err.lines().reduce("", (before, last) -> last);
  }
}
