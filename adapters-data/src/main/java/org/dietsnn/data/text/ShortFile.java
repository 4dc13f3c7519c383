package org.dietsnn.data.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/** Files that are read whole because they are short, and refused where they are not. */
public final class ShortFile {
  /** 64 MiB: over a thousand bytes for each of ImageNet's 50,000 validation images. */
  private static final int MOST_BYTES = 1 << 26;

  private static final int LONGEST_EXCERPT = 60;

  private ShortFile() {}

  /**
   * The bytes of a file.
   *
   * @throws FailureException of kind BAD_DATA if they are more than 64 MiB, of kind INPUT_OUTPUT if
   *     they cannot be read
   */
  public static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new FailureException(
            FailureKind.BAD_DATA,
            String.format(
                Locale.ROOT,
                "%s: expected at most %d bytes, found more; is it the right file?",
                file,
                MOST_BYTES));
      }
      return content;
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot read %s: %s; check its permissions and the disk".formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * The lines of a text in UTF-8, stripped, without those that are blank.
   *
   * @throws FailureException of kind BAD_DATA if it is more than 64 MiB or no such text, of kind
   *     INPUT_OUTPUT if it cannot be read
   */
  public static List<String> lines(Path file) {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(file)))
          .toString()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (CharacterCodingException e) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s: expected lines of text in UTF-8, found bytes that are none; is it the right file?"
              .formatted(file),
          e);
    }
  }

  /** What a message shows of a text from a file: one line, not endless. */
  public static String excerpt(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT) + "...";
  }
}
