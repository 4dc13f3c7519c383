package org.dietsnn.acceptance.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user looks into files of networks and imports them. The foreign file here is a checkpoint of
 * this program whose marks were taken away: the plain safetensors file of some other program.
 */
class ImportTest {
  @TempDir Path folder;

  @Test
  void aForeignNetworkIsInspectedImportedAndMeasured() throws IOException {
    Path trained = trained();
    String accuracy = accuracy(trained);
    Path foreign = foreign(trained);

    Outcome inspected = Program.call("inspect", foreign).succeeded();
    assertThat(inspected.out()).contains("safetensors file", "features.0.weight", "float32");
    assertThat(Program.call("inspect", trained).succeeded().out())
        .contains("checkpoint of dietsnn", "features.0", "conv 3x3 from input", "origin");

    // when it is imported with names, images and standardisation given
    Path out = folder.resolve("import");
    Outcome imported =
        Program.call(
                "import",
                foreign,
                "--net",
                "4 A 8",
                "--dense",
                "16",
                "--set",
                "digits",
                "--normalisation",
                "0.3051 / 0.3757",
                "--out",
                out)
            .succeeded();

    // then every parameter is in the table, and the network has the accuracy that it had
    assertThat(imported.out())
        .contains("classifier.3.weight", "copied", "Next: ./dietsnn evaluate");
    assertThat(accuracy(out.resolve("imported/best.safetensors"))).isEqualTo(accuracy);
    // and what is there is not overwritten unasked
    Outcome again =
        Program.call(
            "import",
            foreign,
            "--net",
            "4 A 8",
            "--dense",
            "16",
            "--set",
            "digits",
            "--normalisation",
            "0.3051 / 0.3757",
            "--out",
            out);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("--overwrite");
  }

  @Test
  void nothingIsWrittenWhereAParameterIsMissing() throws IOException {
    Path foreign = foreign(trained());
    Path out = folder.resolve("import");

    Outcome imported =
        Program.call(
            "import",
            foreign,
            "--net",
            "4 A 9",
            "--dense",
            "16",
            "--set",
            "digits",
            "--normalisation",
            "0.3051 / 0.3757",
            "--out",
            out);

    assertThat(imported.code()).isEqualTo(65);
    assertThat(imported.out()).contains("misfit", "[9, 4, 3, 3]", "[8, 4, 3, 3]");
    assertThat(imported.err()).contains("was not imported: 2 parameters");
    assertThat(out).doesNotExist();
  }

  @Test
  void aMappingFileThatCannotBeIsToldByLine() throws IOException {
    Path mapping = Files.writeString(folder.resolve("names.yaml"), "prefix: a.\nmodule:\n  b: c\n");

    Outcome imported =
        Program.call("import", foreign(trained()), "--mapping", mapping, "--out", folder);

    assertThat(imported.code()).isEqualTo(2);
    assertThat(imported.err()).contains("names.yaml, line", "\"module\"", "batch-normalisation");
  }

  private Path trained() throws IOException {
    Path config = TinyRun.config(folder);
    Program.call(
            "train-ann",
            "--config",
            config,
            "--out",
            folder.resolve("run"),
            "--epochs",
            1,
            "--net",
            "4 A 8",
            "--dense",
            "16",
            "--overwrite")
        .succeeded();
    return folder.resolve("run/ann/best.safetensors");
  }

  private static String accuracy(Path checkpoint) {
    String json = Program.call("evaluate", checkpoint, "--json", "--quiet").succeeded().out();
    return json.replaceAll("(?s).*\"correct\" ?: ?(\\d+).*", "$1");
  }

  private Path foreign(Path checkpoint) throws IOException {
    byte[] bytes = Files.readAllBytes(checkpoint);
    String text = new String(bytes, ISO_8859_1);
    Path file = folder.resolve("foreign.bin");
    return Files.write(
        file,
        text.replaceFirst("\"dietsnn-checkpoint\"", "\"some-other-program\"").getBytes(ISO_8859_1));
  }
}
