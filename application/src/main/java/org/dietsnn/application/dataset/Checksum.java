package org.dietsnn.application.dataset;

import java.util.Locale;

/**
 * What the bytes of a published file add up to.
 *
 * @param algorithm as Java names it, {@code SHA-256} or {@code MD5}
 * @param hex the digest in lower-case hexadecimal
 */
public record Checksum(String algorithm, String hex) {
  private static final int SHA_256_DIGITS = 64;
  private static final int MD5_DIGITS = 32;

  /**
   * Checks that the digest has the digits of its algorithm.
   *
   * @throws IllegalArgumentException saying what was expected and found
   */
  public Checksum {
    int digits = algorithm.equals("SHA-256") ? SHA_256_DIGITS : MD5_DIGITS;
    if (!hex.matches("[0-9a-f]{" + digits + "}")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be %d lower-case hexadecimal digits, found \"%s\"",
              algorithm,
              digits,
              hex));
    }
  }

  /** A SHA-256 digest. */
  public static Checksum sha256(String hex) {
    return new Checksum("SHA-256", hex);
  }

  /** An MD5 digest: tells damage from chance, not from malice. */
  public static Checksum md5(String hex) {
    return new Checksum("MD5", hex);
  }

  @Override
  public String toString() {
    return algorithm + " " + hex;
  }
}
