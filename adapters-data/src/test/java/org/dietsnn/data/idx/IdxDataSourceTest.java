package org.dietsnn.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.domain.network.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDataSourceTest {
  private final IdxDataSource source = new IdxDataSource();
  @TempDir private Path folder;

  @BeforeEach
  void givenASmallSet() throws IOException {
    write(
        "train-images-idx3-ubyte", images(2, 2, 3, 0, 51, 102, 153, 204, 255, 255, 0, 0, 0, 0, 0));
    write("train-labels-idx1-ubyte", labels(7, 0));
    write("t10k-images-idx3-ubyte.gz", packed(images(1, 2, 3, 1, 2, 3, 4, 5, 6)));
    write("t10k-labels-idx1-ubyte.gz", packed(labels(9)));
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private static byte[] images(int n, int height, int width, int... pixels) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + pixels.length);
    bytes.putInt(0x803).putInt(n).putInt(height).putInt(width);
    for (int pixel : pixels) {
      bytes.put((byte) pixel);
    }
    return bytes.array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private DataSet open() {
    return source.open(Optional.of(folder));
  }

  @Test
  void imagesAndLabelsAreReadPackedOrNot() {
    DataSet data = open();

    assertThat(source.recognises(Optional.of(folder))).isTrue();
    assertThat(data.shape()).isEqualTo(new Shape(1, 2, 3));
    assertThat(data.classNames()).hasSize(10);
    assertThat(data.train().label(0)).isEqualTo(7);
    assertThat(data.test().label(0)).isEqualTo(9);
    float[] pixels = new float[6];
    data.train().read(0, pixels, 0);
    assertThat(pixels).containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
    // Of 0 .2 .4 .6 .8 1 1 0 0 0 0 0: mean 1/3, mean square 3.2/12.
    assertThat(data.normalisation().means().get(0)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(data.normalisation().deviations().get(0))
        .isCloseTo(Math.sqrt(3.2 / 12 - 1 / 9.0), within(1e-12));
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheNameOfTheFile() throws IOException {
    write("train-labels-idx1-ubyte", labels(7));
    refused("2 images and 1 labels in the files of train");
    write("train-labels-idx1-ubyte", new byte[] {0, 0, 8, 3, 0, 0, 0, 1});
    refused("train-labels-idx1-ubyte: expected an idx file", "00000801", "found 00000803");
    write("train-images-idx3-ubyte", images(2, 2, 3, 1, 2));
    refused("train-images-idx3-ubyte: is truncated", "12 values, found 2");
    write("train-images-idx3-ubyte", images(1, 1, 1, 1, 2));
    refused("is too long");
    write("train-images-idx3-ubyte", images(1 << 30, 1 << 20, 4));
    refused("at most 2 GiB");
    write("train-images-idx3-ubyte", new byte[] {0, 0});
    refused("is truncated");
    givenASmallSet();
    Files.delete(folder.resolve("t10k-images-idx3-ubyte.gz"));
    refused("no file of t10k or test images");
  }

  private void refused(String... words) {
    assertThatThrownBy(this::open).isInstanceOf(FailureException.class).message().contains(words);
  }
}
