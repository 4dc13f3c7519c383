package org.dietsnn.acceptance.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Ways to spoil any file: bits, bytes, forged lengths, missing, moved and repeated pieces. */
final class ByteMutators {
  private static final long[] INTERESTING = {
    0,
    1,
    2,
    -1,
    7,
    8,
    16,
    64,
    127,
    128,
    255,
    256,
    1024,
    4096,
    32767,
    32768,
    65535,
    65536,
    1 << 24,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFFFFFFL,
    1L << 32,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final int LONGEST_PIECE = 64;

  private ByteMutators() {}

  /** All of them. */
  static List<Mutator> all() {
    return List.of(
        ByteMutators::flipBits,
        ByteMutators::overwriteBytes,
        ByteMutators::forgeInteger,
        ByteMutators::forgeInteger,
        ByteMutators::truncate,
        ByteMutators::lengthen,
        ByteMutators::deletePiece,
        ByteMutators::repeatPiece,
        ByteMutators::swapPieces,
        ByteMutators::insertNoise,
        ByteMutators::fillPiece);
  }

  /** The beginning of one input and the end of another. */
  static byte[] splice(byte[] first, byte[] second, SplittableRandom random) {
    int head = random.nextInt(first.length + 1);
    int tail = random.nextInt(second.length + 1);
    byte[] result = Arrays.copyOf(first, head + second.length - tail);
    System.arraycopy(second, tail, result, head, second.length - tail);
    return result;
  }

  private static byte[] flipBits(byte[] input, SplittableRandom random) {
    byte[] result = input.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && result.length > 0; i--) {
      result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  private static byte[] overwriteBytes(byte[] input, SplittableRandom random) {
    byte[] result = input.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && result.length > 0; i--) {
      result[random.nextInt(result.length)] = (byte) random.nextInt(256);
    }
    return result;
  }

  /**
   * Writes a number that a length or offset could be, in either byte order, mostly near the start.
   */
  private static byte[] forgeInteger(byte[] input, SplittableRandom random) {
    byte[] result = input.clone();
    int bytes = 1 << random.nextInt(4);
    if (result.length < bytes) {
      return result;
    }
    int places = result.length - bytes + 1;
    int at = random.nextInt(random.nextBoolean() ? Math.min(places, 128) : places);
    ByteBuffer buffer =
        ByteBuffer.wrap(result)
            .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long number = INTERESTING[random.nextInt(INTERESTING.length)];
    if (random.nextInt(3) == 0) {
      number = input.length + random.nextInt(17) - 8L;
    }
    switch (bytes) {
      case 1 -> buffer.put(at, (byte) number);
      case 2 -> buffer.putShort(at, (short) number);
      case 4 -> buffer.putInt(at, (int) number);
      default -> buffer.putLong(at, number);
    }
    return result;
  }

  private static byte[] truncate(byte[] input, SplittableRandom random) {
    return Arrays.copyOf(input, random.nextInt(input.length + 1));
  }

  private static byte[] lengthen(byte[] input, SplittableRandom random) {
    byte[] result = Arrays.copyOf(input, input.length + 1 + random.nextInt(LONGEST_PIECE));
    if (random.nextBoolean()) {
      for (int i = input.length; i < result.length; i++) {
        result[i] = (byte) random.nextInt(256);
      }
    }
    return result;
  }

  private static byte[] deletePiece(byte[] input, SplittableRandom random) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + 1 + random.nextInt(LONGEST_PIECE));
    return joined(Arrays.copyOf(input, from), Arrays.copyOfRange(input, to, input.length));
  }

  private static byte[] repeatPiece(byte[] input, SplittableRandom random) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + 1 + random.nextInt(LONGEST_PIECE));
    byte[] result = Arrays.copyOf(input, to);
    for (int i = 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 3); i > 0; i--) {
      result = joined(result, Arrays.copyOfRange(input, from, to));
    }
    return joined(result, Arrays.copyOfRange(input, to, input.length));
  }

  private static byte[] swapPieces(byte[] input, SplittableRandom random) {
    int length = 1 + random.nextInt(8);
    if (input.length < 2 * length) {
      return input.clone();
    }
    byte[] result = input.clone();
    int a = random.nextInt(input.length - length + 1);
    int b = random.nextInt(input.length - length + 1);
    System.arraycopy(input, a, result, b, length);
    System.arraycopy(input, b, result, a, length);
    return result;
  }

  private static byte[] insertNoise(byte[] input, SplittableRandom random) {
    byte[] noise = new byte[1 + random.nextInt(16)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.nextInt(256);
    }
    int at = random.nextInt(input.length + 1);
    return joined(
        joined(Arrays.copyOf(input, at), noise), Arrays.copyOfRange(input, at, input.length));
  }

  private static byte[] fillPiece(byte[] input, SplittableRandom random) {
    byte[] result = input.clone();
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + 1 + random.nextInt(LONGEST_PIECE));
    Arrays.fill(result, from, to, random.nextBoolean() ? 0 : (byte) 0xFF);
    return result;
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }
}
