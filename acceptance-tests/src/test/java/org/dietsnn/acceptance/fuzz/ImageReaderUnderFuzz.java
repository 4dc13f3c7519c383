package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.photo.BrokenImageException;
import org.dietsnn.data.photo.PhotographDecoder;
import org.dietsnn.domain.image.ByteImage;

/** JPEG and PNG images; in PNG files the check sums are made right after half of the mutations. */
final class ImageReaderUnderFuzz implements FuzzedReader {
  private static final int SIDE = 24;
  private static final int PNG_SIGNATURE = 8;
  private static final int PNG_FRAME = 12;

  /** Pixels that an image of the greatest allowed size may take, see PhotographDecoder. */
  private static final long DECODED = 1L << 30;

  @Override
  public String name() {
    return "image";
  }

  @Override
  public String fileName() {
    return "photo";
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int type :
        List.of(
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED)) {
      seeds.add(written(image(type), "png"));
    }
    seeds.add(written(image(BufferedImage.TYPE_INT_ARGB), "png"));
    seeds.add(written(image(BufferedImage.TYPE_INT_RGB), "jpg"));
    seeds.add(written(image(BufferedImage.TYPE_BYTE_GRAY), "jpg"));
    seeds.add(progressive(image(BufferedImage.TYPE_INT_RGB)));
    return seeds;
  }

  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, 0xFF000000 | ((x * 10) << 16) | ((y * 10) << 8) | ((x ^ y) * 8));
      }
    }
    return image;
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("no writer of " + format);
    }
    return bytes.toByteArray();
  }

  private static byte[] progressive(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @Override
  public List<Mutator> mutators() {
    return ByteMutators.all().stream().map(ImageReaderUnderFuzz::withRightSums).toList();
  }

  private static Mutator withRightSums(Mutator mutator) {
    return (input, random) -> withRightSums(mutator.mutate(input, random));
  }

  private static byte[] withRightSums(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file.clone());
    int at = PNG_SIGNATURE;
    while (at <= file.length - PNG_FRAME) {
      int length = bytes.getInt(at);
      String kind = new String(file, at + 4, 4, US_ASCII);
      if (length < 0 || length > file.length - PNG_FRAME - at || !kind.matches("[A-Za-z]{4}")) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(bytes.array(), at + 4, 4 + length);
      bytes.putInt(at + 8 + length, (int) sum.getValue());
      at += PNG_FRAME + length;
    }
    return bytes.array();
  }

  @Override
  public void read(Path folder) throws IOException {
    Path file = folder.resolve(fileName());
    ByteImage image;
    try {
      image = PhotographDecoder.decode(Files.readAllBytes(file));
    } catch (BrokenImageException e) {
      throw new FailureException(
          FailureKind.BAD_DATA, "image %s %s".formatted(file, e.getMessage()), e);
    }
    assertThat(image.width()).isPositive();
    assertThat(image.height()).isPositive();
    assertThat((long) image.width() * image.height() * 3).isLessThan(DECODED);
  }

  /** The size in a header can be true: an image of one colour packs a thousandfold. */
  @Override
  public long allowance(int inputBytes) {
    return DECODED;
  }
}
