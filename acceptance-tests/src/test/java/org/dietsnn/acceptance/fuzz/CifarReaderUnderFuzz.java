package org.dietsnn.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.data.cifar.CifarDataSource;

/** CIFAR-100 in short files: the records, and with every third input the names of the classes. */
final class CifarReaderUnderFuzz implements FuzzedReader {
  private static final int TRAIN = 3;
  private static final int TEST = 2;
  private static final int RECORD = 2 + 3 * 32 * 32;

  @Override
  public String name() {
    return "cifar";
  }

  @Override
  public String fileName() {
    return "train.bin";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(records(TRAIN, 0), records(TRAIN, 7));
  }

  private static byte[] records(int count, int shift) {
    byte[] bytes = new byte[count * RECORD];
    for (int i = 0; i < bytes.length; i++) {
      int column = i % RECORD;
      bytes[i] = (byte) (column == 0 ? shift : column == 1 ? 99 - shift : (i * 31) >>> 3);
    }
    return bytes;
  }

  @Override
  public List<Mutator> mutators() {
    // Most mutations meet pixels, where every byte is right: these meet labels.
    return List.of(
        (input, random) -> {
          byte[] result = input.clone();
          int at = random.nextInt(TRAIN) * RECORD + random.nextInt(2);
          if (at < result.length) {
            result[at] = (byte) random.nextInt(256);
          }
          return result;
        });
  }

  @Override
  public void place(Path folder, byte[] input) throws IOException {
    Files.write(folder.resolve(fileName()), input);
    Files.write(folder.resolve("test.bin"), records(TEST, 1));
  }

  @Override
  public void read(Path folder) throws IOException {
    DataSet set = CifarDataSource.cifar100().withRecords(TRAIN, TEST).open(Optional.of(folder));
    byte[] raw = Files.readAllBytes(folder.resolve(fileName()));
    assertThat(raw).as("a file of another size was taken").hasSize(TRAIN * RECORD);
    ImageSet images = set.train();
    assertThat(images.size()).isEqualTo(TRAIN);
    float[] pixels = new float[RECORD - 2];
    for (int i = 0; i < TRAIN; i++) {
      assertThat(images.label(i)).isEqualTo(raw[i * RECORD + 1] & 0xFF).isBetween(0, 99);
      assertThat(raw[i * RECORD] & 0xFF).as("coarse label").isBetween(0, 19);
      images.read(i, pixels, 0);
      for (int p = 0; p < pixels.length; p++) {
        if (pixels[p] != (raw[i * RECORD + 2 + p] & 0xFF) / 255f) {
          throw new AssertionError("pixel " + p + " of image " + i + " is " + pixels[p]);
        }
      }
    }
  }
}
