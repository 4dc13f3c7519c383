package org.dietsnn.application.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {
  @Test
  void givenSeveralLinesWhenSaidThenAreOne() {
    assertThat(Sentence.of("expected a\n  found\r\nb\tc")).isEqualTo("expected a found b c");
  }

  @Test
  void givenWhatATerminalWouldObeyWhenSaidThenIsShownInstead() {
    assertThat(Sentence.of("name \u001b[2J\u0007\u202eend")).isEqualTo("name ?[2J??end");
    assertThat(Sentence.of("größer 図")).isEqualTo("größer 図");
  }

  @Test
  void givenAVeryLongQuotationWhenSaidThenBeginningAndEndStay() {
    String said = Sentence.of("file x: " + "a".repeat(1_000_000) + "; use another");
    assertThat(said)
        .hasSizeLessThan(2100)
        .startsWith("file x: aaa")
        .contains("characters left out")
        .endsWith("aaa; use another");
  }

  @Test
  void givenAFailureThatQuotesAFileWhenThrownThenItsMessageIsASentence() {
    assertThat(new FailureException(FailureKind.BAD_DATA, "found \"a\nb\""))
        .hasMessage("found \"a b\"");
    assertThat(new FailureException(FailureKind.BAD_DATA, "found\nb", new RuntimeException()))
        .hasMessage("found b");
  }
}
