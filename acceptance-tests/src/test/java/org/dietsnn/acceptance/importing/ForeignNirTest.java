package org.dietsnn.acceptance.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.data.nir.NirFormat;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A NIR file as the reference implementation wrote it, with what a simulation of NIR's equations
 * gives; record.py among the test resources of the NIR reader made both.
 */
class ForeignNirTest {
  private static final int STEPS = 10;

  @TempDir Path folder;

  @Test
  void aNetworkMadeElsewhereFiresAsTheEquationsOfNirSay() throws IOException {
    Path file = folder.resolve("convolutional.nir");
    try (InputStream unpacked = new GZIPInputStream(resource("convolutional.nir.gz"))) {
      Files.write(file, unpacked.readAllBytes());
    }
    FileContent.WholeNetwork read = (FileContent.WholeNetwork) new NirFormat().read(file, "");
    List<String> recorded = lines("convolutional.txt");

    try (NetworkSession session = new ReferenceBackend().open(read.network(), read.parameters())) {
      for (String run : recorded) {
        String[] sides = run.split(" -> ");
        Tensor image = Tensor.of(new int[] {1, 1, 6, 6}, numbers(sides[0]));
        assertThat(session.infer(image, STEPS).logits()).containsExactly(numbers(sides[1]));
      }
    }
    assertThat(recorded).isNotEmpty();
  }

  private static InputStream resource(String name) {
    return ForeignNirTest.class.getResourceAsStream(name);
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream stream = resource(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static double[] numbers(String words) {
    return Arrays.stream(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
