package org.dietsnn.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user with a folder of photographs. */
class PhotographsTest {
  private static final List<String> PHOTOGRAPHS =
      List.of(
          "3bd1ba0432603b28",
          "cebd45d7200f6111",
          "5cf72b48fdf5e419",
          "d4c817db6be62b71",
          "b0bb1ea9bcc45800",
          "5adb3d985cf217a9");

  private static final List<String> SYNSETS =
      List.of("n06874185", "n01770081", "n03676483", "n01833805", "n04372370", "n02690373");

  @TempDir private Path folder;

  private static byte[] photograph(int number) throws IOException {
    try (InputStream in =
        PhotographsTest.class.getResourceAsStream(
            "/photographs/" + PHOTOGRAPHS.get(number) + ".jpg")) {
      return in.readAllBytes();
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** Two classes, four photographs each to train and one to measure. */
  private Path givenTwoClasses() throws IOException {
    Path images = folder.resolve("images");
    for (int i = 0; i < 8; i++) {
      String name = (i % 2 == 0 ? "still/" : "living/") + i + ".jpg";
      write(images.resolve("train").resolve(name), photograph(i % 6));
    }
    write(images.resolve("val/still/a.jpg"), photograph(4));
    write(images.resolve("val/living/b.jpg"), photograph(5));
    return images;
  }

  private Outcome run(String command, Path images, String out, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(command));
    if (command.equals("run")) {
      arguments.add(config());
    }
    arguments.addAll(List.of("--data", images, "--out", folder.resolve(out)));
    arguments.addAll(
        List.of("--crop", 16, "--index", folder.resolve("lists"), "--kernels", "plain"));
    arguments.addAll(Arrays.asList(more));
    return Program.call(arguments.toArray());
  }

  private Path config() {
    try {
      return Files.writeString(
          folder.resolve("small.yaml"),
          """
          net: {layers: 4 A 8 A, dense: []}
          ann: {epochs: 2, batch: 3, validation: 0.25}
          convert: {calibration: 4, search-steps: 5, scalings: [0.5]}
          neuron: {time-steps: 2}
          snn: {epochs: 2, batch: 3, validation: 0.25}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theWholePathWorksOnAFolderOfPhotographsWithAnyNumberOfThreads() throws IOException {
    Path images = givenTwoClasses();

    Outcome one = run("run", images, "one", "--decode-threads", 1).succeeded();
    run("run", images, "three", "--decode-threads", 3).succeeded();

    assertThat(one.err())
        .contains("Data folder: 8 training and 2 test images of 3x16x16, 2 classes");
    assertThat(TinyRun.parameters(folder.resolve("three")))
        .isEqualTo(TinyRun.parameters(folder.resolve("one")));
  }

  @Test
  void aBrokenPhotographStopsTheRunUnlessItIsToBeSkipped() throws IOException {
    Path images = givenTwoClasses();
    Path broken = images.resolve("train/still/0.jpg");
    Files.write(broken, Arrays.copyOf(photograph(0), 4000));
    Files.write(images.resolve("val/still/a.jpg"), new byte[0]);

    run("run", images, "stop").failed(65, broken.toRealPath().toString(), "ends before its image");

    Outcome skipped = run("run", images, "skip", "--on-broken", "skip", "--json").succeeded();
    assertThat(skipped.err())
        .contains("1 broken image was left out; the first: image " + broken.toRealPath());
    JsonNode report = new ObjectMapper().readTree(skipped.out());
    assertThat(report.at("/networks/2/images").asInt()).isEqualTo(1);
    assertThat(report.at("/networks/2/leftOut").asInt()).isEqualTo(1);
    assertThat(report.at("/ann/epochs/0/leftOut").asInt()).isEqualTo(1);
  }

  @Test
  void aFolderInTheShapeOfImageNetIsRecognised() throws IOException {
    Path images = folder.resolve("imagenet");
    JsonNode index;
    try (InputStream in =
        getClass().getResourceAsStream("/org/dietsnn/data/imagenet/imagenet_class_index.json")) {
      index = new ObjectMapper().readTree(in);
    }
    for (JsonNode entry : index) {
      Files.createDirectories(images.resolve("train").resolve(entry.get(0).asText()));
    }
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      String synset = SYNSETS.get(i);
      write(images.resolve("train/" + synset + "/" + synset + "_" + i + ".JPEG"), photograph(i));
      String name = "ILSVRC2012_val_0000000" + (i + 1) + ".JPEG";
      write(images.resolve("val").resolve(name), photograph(i));
      labels.append(name).append(' ').append(synset).append('\n');
    }
    Files.writeString(images.resolve("val.txt"), labels);

    Outcome outcome =
        run("run", images, "imagenet", "--with", "ann.epochs=1", "--with", "snn.epochs=1");

    outcome.succeeded();
    assertThat(outcome.err())
        .contains("Data imagenet: 6 training and 6 test images of 3x16x16, 1000 classes");
  }

  @Test
  void sizesAreForPhotographs() {
    Program.call("quickstart", "--crop", 16, "--out", folder.resolve("q"))
        .failed(2, "the images of digits have one size");
  }
}
