package org.dietsnn.acceptance.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who copies the program from the README gets a trained network and a right answer. */
class EmbeddingTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path SOURCE =
      Path.of("src/test/java/org/dietsnn/acceptance/embedding/EmbeddingExample.java");

  @Test
  void theReadmeShowsTheProgramThatIsCompiledHere() throws IOException {
    String section = between(Files.readString(README), "<!-- embedding -->", "<!-- /embedding -->");
    Matcher java = Pattern.compile("(?s)```java\\R(.*?)```").matcher(section);

    assertThat(java.find()).as("a block of Java in the embedding section of README.md").isTrue();
    String program = Files.readString(SOURCE);
    assertThat(java.group(1)).isEqualTo(program.substring(program.indexOf("import ")));
  }

  @Test
  void theReadmeNamesTheArtifactsOfThisBuild() throws IOException {
    String section = between(Files.readString(README), "<!-- embedding -->", "<!-- /embedding -->");
    String bom = Files.readString(Path.of("..", "bom", "pom.xml"));

    assertThat(section).contains("<version>" + between(bom, "<version>", "</version>"));
    for (String artifact : artifacts(section)) {
      assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>");
    }
  }

  @Test
  void theProgramRecognisesADigit(@TempDir Path folder) {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      EmbeddingExample.main(new String[] {folder.toString()});
    } finally {
      System.setOut(console);
    }

    Matcher answer =
        Pattern.compile("Label\\[index=(\\d), name=(\\d), probability=(0\\.\\d+)], labelled (\\d)")
            .matcher(printed.toString(StandardCharsets.UTF_8).strip());
    assertThat(answer.matches()).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    assertThat(answer.group(1)).isEqualTo(answer.group(2)).isEqualTo(answer.group(4));
    assertThat(Double.parseDouble(answer.group(3))).isGreaterThan(0.5);
    assertThat(folder.resolve("snn/best.safetensors")).isRegularFile();
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from);
    int end = text.indexOf(to, start);
    assertThat(start).as(from).isNotNegative();
    assertThat(end).as(to).isGreaterThan(start);
    return text.substring(start + from.length(), end);
  }

  private static Iterable<String> artifacts(String section) {
    return Pattern.compile("<artifactId>(.*?)</artifactId>")
        .matcher(section)
        .results()
        .map(result -> result.group(1))
        .toList();
  }
}
