package org.dietsnn.data.photo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ImageOptions;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.listing.FileList;
import org.dietsnn.domain.image.ByteImage;
import org.dietsnn.domain.image.PhotographView;

/** Photographs that stay on the disk; each is decoded when it is read. */
public final class PhotographSet implements ImageSet {
  private static final long MOST_BYTES = 1L << 28;

  private final FileList files;
  private final int[] chosen;
  private final int[] labels;
  private final ImageOptions options;
  private final PhotographView view;

  /**
   * Some files of a list.
   *
   * @param chosen which files, in the order of the set; kept, do not modify
   * @param labels the class of each of them; kept, do not modify
   */
  public PhotographSet(FileList files, int[] chosen, int[] labels, ImageOptions options) {
    this.files = files;
    this.chosen = chosen;
    this.labels = labels;
    this.options = options;
    this.view = options.view().orElseGet(PhotographView::standard);
  }

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void read(int index, float[] into, int offset) {
    view.middle(photograph(index), into, offset);
  }

  @Override
  public void readForTraining(int index, RandomGenerator draws, float[] into, int offset) {
    view.random(photograph(index), draws, into, offset);
  }

  @Override
  public boolean leavesOutBroken() {
    return options.leaveOutBroken();
  }

  @Override
  public int readers() {
    return options.readers();
  }

  /**
   * SHA-256 of the list's fingerprint, which is that of all paths and sizes, and of number and
   * label of each file of the set. The content of the files is not read.
   */
  @Override
  public String fingerprint() {
    MessageDigest digest = Sha256.begin();
    digest.update(files.fingerprint().getBytes(UTF_8));
    ByteBuffer eight = ByteBuffer.allocate(2 * Integer.BYTES);
    for (int i = 0; i < chosen.length; i++) {
      digest.update(eight.clear().putInt(chosen[i]).putInt(labels[i]).array());
    }
    return Sha256.end(digest);
  }

  private ByteImage photograph(int index) {
    Path file = files.path(chosen[index]);
    try {
      long bytes = Files.size(file);
      if (bytes > MOST_BYTES) {
        throw broken(
            file,
            new BrokenImageException(
                String.format(
                    Locale.ROOT,
                    "has %d bytes, allowed are %d in a compressed image",
                    bytes,
                    MOST_BYTES)));
      }
      return PhotographDecoder.decode(Files.readAllBytes(file));
    } catch (BrokenImageException e) {
      throw broken(file, e);
    } catch (OutOfMemoryError e) {
      // Not a broken image: whether it fits depends on what else is in memory.
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          String.format(
              Locale.ROOT,
              "image %s does not fit into the memory of %d MiB beside all else; give more, as in DIETSNN_OPTS=-Xmx8g, or take smaller batches or fewer threads that decode",
              file,
              Runtime.getRuntime().maxMemory() >> 20),
          e);
    } catch (NoSuchFileException e) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "image %s was there when the folder was listed and is gone; start again".formatted(file),
          e);
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot read image %s: %s; check its permissions and the disk"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static FailureException broken(Path file, BrokenImageException e) {
    return new FailureException(
        FailureKind.BAD_DATA, "image %s %s".formatted(file, e.getMessage()), e);
  }
}
