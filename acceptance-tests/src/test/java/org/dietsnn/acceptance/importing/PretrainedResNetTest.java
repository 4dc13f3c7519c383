package org.dietsnn.acceptance.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dietsnn.application.port.in.ImportCommand;
import org.dietsnn.application.port.in.ImportNetwork;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.cli.wiring.UseCaseModule;
import org.dietsnn.cpu.CpuModule;
import org.dietsnn.cpu.engine.FloatBackend;
import org.dietsnn.cpu.reference.ReferenceBackend;
import org.dietsnn.data.DataModule;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published CIFAR-10 ResNet-20 of Y. Idelbayev, in both formats, gives the logits and
 * predictions that PyTorch gave. Its files lie in the folder named by the system property {@code
 * dietsnn.weights}, the test images of CIFAR-10 in the one named by {@code dietsnn.cifar10};
 * without them the test is skipped.
 */
class PretrainedResNetTest {
  private static final Path WEIGHTS =
      Path.of(System.getProperty("dietsnn.weights", "../../shared/weights"));
  private static final Path CIFAR =
      Path.of(System.getProperty("dietsnn.cifar10", "../../shared/data/cifar-10-batches-bin"))
          .resolve("test_batch.bin");

  private static final int IMAGES = 64;
  private static final int ALL = 10_000;
  private static final int BATCH = 500;
  private static final int PIXELS = 3 * 32 * 32;
  private static final int CLASSES = 10;

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-12fca82f.th", "resnet20-cifar10.safetensors"})
  void givesTheLogitsOfPyTorch(String name) throws IOException {
    // given the network, imported without a word about it
    Checkpoint checkpoint = imported(weights(name));

    // when it sees the first test images
    double[] logits;
    try (NetworkSession session =
        new ReferenceBackend().open(checkpoint.model().network(), checkpoint.parameters())) {
      logits = session.infer(pixels(checkpoint, 0, IMAGES), 1).logits();
    }

    // then its logits are PyTorch's to 1e-3
    float[] recorded = floats(WEIGHTS.resolve("resnet20-logits-test-first64-f32le.bin"));
    assertThat(logits).hasSameSizeAs(recorded);
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).as("logit %d", i).isCloseTo(recorded[i], within(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-12fca82f.th", "resnet20-cifar10.safetensors"})
  void predictsWhatPyTorchPredictsForEveryTestImage(String name) throws IOException {
    Checkpoint checkpoint = imported(weights(name));
    List<Integer> found = new ArrayList<>();

    try (NetworkSession session =
        new FloatBackend(2, "auto").open(checkpoint.model().network(), checkpoint.parameters())) {
      for (int from = 0; from < ALL; from += BATCH) {
        Inference inference = session.infer(pixels(checkpoint, from, BATCH), 1);
        for (int n = 0; n < BATCH; n++) {
          found.add(inference.prediction(n, CLASSES));
        }
      }
    }

    assertThat(found)
        .isEqualTo(
            Files.readAllLines(WEIGHTS.resolve("resnet20-predictions-test.txt")).stream()
                .map(line -> Integer.parseInt(line.strip()))
                .toList());
  }

  private static Path weights(String name) {
    Path file = WEIGHTS.resolve(name);
    assumeTrue(
        Files.exists(file),
        () ->
            "no weights in %s; name their folder with -Ddietsnn.weights=..."
                .formatted(WEIGHTS.toAbsolutePath().normalize()));
    assumeTrue(
        Files.exists(CIFAR),
        () ->
            "no test images in %s; name their folder with -Ddietsnn.cifar10=..."
                .formatted(CIFAR.toAbsolutePath().normalize()));
    return file;
  }

  private static Checkpoint imported(Path file) {
    Injector injector =
        Guice.createInjector(new UseCaseModule(), new DataModule(), new CpuModule());
    return injector
        .getInstance(ImportNetwork.class)
        .importNetwork(
            new ImportCommand(
                file,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                Neuron.Lif.standard(),
                1,
                0.1))
        .checkpoint()
        .orElseThrow();
  }

  /** Read without the program's own readers: a label, then 3072 bytes for each image. */
  private static Tensor pixels(Checkpoint checkpoint, int from, int count) throws IOException {
    Normalisation normalisation = checkpoint.model().normalisation();
    byte[] bytes = Files.readAllBytes(CIFAR);
    float[] pixels = new float[count * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % PIXELS / (32 * 32);
      int at = (from + i / PIXELS) * (PIXELS + 1) + 1 + i % PIXELS;
      double pixel = (bytes[at] & 0xFF) / 255.0;
      double mean = normalisation.means().get(channel);
      pixels[i] = (float) ((pixel - mean) / normalisation.deviations().get(channel));
    }
    return Tensor.of(new int[] {count, 3, 32, 32}, pixels);
  }

  private static float[] floats(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    float[] floats = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
