package org.dietsnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "train-ann",
        "convert",
        "train-snn",
        "evaluate",
        "energy",
        "bench",
        "compare",
        "run"
      })
  void everyCommandHasADescriptionDefaultsAndAnExample(String command) {
    Invocation help = Invocation.of(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Usage: dietsnn " + command, "Example", "  dietsnn ", "Exit codes:");
    List<String> options =
        Pattern.compile("(?m)^ +(?:-\\w, )?--(?s:.*?)(?=^ +(?:-\\w, )?--|^$)")
            .matcher(help.out())
            .results()
            .map(result -> result.group())
            .filter(option -> !option.contains("--help") && !option.contains("--version"))
            .toList();
    assertThat(options).hasSizeGreaterThan(8).allMatch(option -> option.contains("Default:"));
  }

  @Test
  void everyExampleCanBeParsed() {
    for (String command :
        List.of("train-ann", "convert", "train-snn", "quickstart", "bench", "compare")) {
      String help = Invocation.of(command, "--help").out().replaceAll("\\R(?=\\S)", " ");
      Matcher example = Pattern.compile("(?m)^  dietsnn (" + command + ".*)$").matcher(help);
      assertThat(example.find()).as(help).isTrue();
      Object[] words =
          Pattern.compile("\"[^\"]*\"|\\S+")
              .matcher(example.group(1) + " --print-config")
              .results()
              .map(word -> word.group().replace("\"", ""))
              .toArray();

      assertThat(Invocation.of(words).code()).isZero();
    }
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    Invocation version = Invocation.of("--version");

    assertThat(version.code()).isZero();
    assertThat(version.out()).containsPattern("dietsnn \\d+\\.\\d+\\.\\d+").contains("Java ");
  }

  @Test
  void withoutACommandTheHelpIsPointedTo() {
    Invocation run = Invocation.of();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("dietsnn --help");
  }
}
