package org.dietsnn.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.data.idx.IdxDataSource;

/** The images of a small set in the idx format, packed and unpacked. */
final class IdxReaderUnderFuzz implements FuzzedReader {
  private static final int IMAGES = 4;
  private static final int SIDE = 5;

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public String fileName() {
    return "train-images-idx3-ubyte";
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(images(IMAGES), packed(images(IMAGES)));
  }

  private static byte[] images(int count) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    file.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    while (file.hasRemaining()) {
      file.put((byte) (file.position() * 7));
    }
    return file.array();
  }

  private static byte[] labels(int count) {
    ByteBuffer file = ByteBuffer.allocate(8 + count);
    file.putInt(0x801).putInt(count);
    while (file.hasRemaining()) {
      file.put((byte) (file.position() % 3));
    }
    return file.array();
  }

  private static byte[] packed(byte[] file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(file);
    }
    return bytes.toByteArray();
  }

  @Override
  public void place(Path folder, byte[] input) throws IOException {
    Files.write(folder.resolve(fileName()), input);
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(IMAGES));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(2));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(2));
  }

  @Override
  public void read(Path folder) throws IOException {
    DataSet set = new IdxDataSource().open(Optional.of(folder));
    byte[] raw = Files.readAllBytes(folder.resolve(fileName()));
    if (raw[0] == 0x1F) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
        raw = in.readNBytes(1 << 20);
      }
    }
    int size = set.shape().height() * set.shape().width();
    assertThat(raw).as("size as the header says").hasSize(16 + set.train().size() * size);
    float[] pixels = new float[size];
    for (int i = 0; i < set.train().size(); i++) {
      assertThat(set.train().label(i)).isBetween(0, set.classNames().size() - 1);
      set.train().read(i, pixels, 0);
      for (int p = 0; p < size; p++) {
        if (pixels[p] != (raw[16 + i * size + p] & 0xFF) / 255f) {
          throw new AssertionError("pixel " + p + " of image " + i + " is " + pixels[p]);
        }
      }
    }
    assertThat(set.normalisation().deviations()).allMatch(d -> d > 0 && Double.isFinite(d));
  }
}
