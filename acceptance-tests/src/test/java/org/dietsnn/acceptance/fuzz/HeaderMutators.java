package org.dietsnn.acceptance.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ways to spoil the header of a safetensors file without spoiling its length, and its numbers. */
final class HeaderMutators {
  private static final List<String> TEXTS =
      List.of("model", "provenance", "training", "format", "version");

  private static final float[] FLOATS = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -0f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -1
  };

  private HeaderMutators() {}

  /** All of them. */
  static List<Mutator> all() {
    List<Mutator> all = new ArrayList<>();
    for (Mutator mutator : TextMutators.all()) {
      all.add(
          (input, random) ->
              CheckpointBytes.withHeader(input, header -> mutator.mutate(header, random)));
      all.add(
          (input, random) ->
              CheckpointBytes.withText(
                  input,
                  TEXTS.get(random.nextInt(TEXTS.size())),
                  text -> mutator.mutate(text, random)));
    }
    all.add(HeaderMutators::number);
    return all;
  }

  private static byte[] number(byte[] input, SplittableRandom random) {
    int start = CheckpointBytes.dataStart(input).orElse(input.length);
    int elements = (input.length - start) / Float.BYTES;
    byte[] result = input.clone();
    if (elements > 0) {
      ByteBuffer.wrap(result)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putFloat(
              start + Float.BYTES * random.nextInt(elements),
              FLOATS[random.nextInt(FLOATS.length)]);
    }
    return result;
  }
}
