package org.dietsnn.data.hash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Digests of whole files. */
public final class FileDigest {
  private static final int BUFFER = 1 << 18;

  private FileDigest() {}

  /**
   * Reads a file through a digest.
   *
   * @param algorithm as Java names it
   * @param done told now and then how many bytes are read
   * @return the digest in lower-case hexadecimal
   * @throws IOException if the file cannot be read
   */
  public static String of(Path file, String algorithm, LongConsumer done) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("there is no digest " + algorithm, e);
    }
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        total += read;
        done.accept(total);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
