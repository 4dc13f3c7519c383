package org.dietsnn.data.cifar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.data.image.ByteImages;

/** Reads the records of one set: label bytes, then 3072 pixels. */
final class CifarReader {
  private static final int WHITE = 255;
  private static final int BUFFER = 1 << 16;

  private final CifarFormat format;
  private final Path folder;

  CifarReader(CifarFormat format, Path folder) {
    this.format = format;
    this.folder = folder;
  }

  ImageSet train() {
    return read(format.trainFiles(), format.trainRecords());
  }

  ImageSet test() {
    return read(List.of(format.testFile()), format.testRecords());
  }

  private ByteImages read(List<String> files, int records) {
    files.forEach(file -> checkSize(folder.resolve(file), records));
    int[] labels = new int[files.size() * records];
    byte[] pixels = new byte[labels.length * CifarFormat.IMAGE_BYTES];
    int image = 0;
    for (String name : files) {
      Path file = folder.resolve(name);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
        for (int record = 0; record < records; record++, image++) {
          labels[image] = label(in, file, record, records);
          int offset = image * CifarFormat.IMAGE_BYTES;
          if (in.readNBytes(pixels, offset, CifarFormat.IMAGE_BYTES) < CifarFormat.IMAGE_BYTES) {
            throw cutShort(file, record);
          }
        }
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return new ByteImages(labels, pixels, WHITE);
  }

  private int label(InputStream in, Path file, int record, int records) throws IOException {
    int found = 0;
    for (CifarFormat.Label label : format.labels()) {
      found = in.read();
      if (found < 0) {
        throw cutShort(file, record);
      }
      if (found >= label.classes()) {
        throw new FailureException(
            FailureKind.BAD_DATA,
            String.format(
                Locale.ROOT,
                "%s, record %d of %d: %s %d, allowed are 0 to %d; the file is damaged or no %s file: %s",
                file,
                record + 1,
                records,
                label.name(),
                found,
                label.classes() - 1,
                name(),
                format.remedy()));
      }
    }
    return found;
  }

  private void checkSize(Path file, int records) {
    long expected = (long) records * format.recordBytes();
    long found;
    try {
      found = Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (found != expected) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s is %s: expected %d bytes (%d records of %d), found %d; %s",
              file,
              found < expected ? "truncated" : "too long",
              expected,
              records,
              format.recordBytes(),
              found,
              format.remedy()));
    }
  }

  private String name() {
    return format.name();
  }

  private static FailureException cutShort(Path file, int record) {
    return new FailureException(
        FailureKind.BAD_DATA,
        String.format(
            Locale.ROOT,
            "%s ended within record %d while it was read; is another program writing it?",
            file,
            record + 1));
  }

  private static FailureException unreadable(Path file, IOException cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot read %s: %s; check its permissions and the disk"
            .formatted(file, cause.getMessage()),
        cause);
  }
}
