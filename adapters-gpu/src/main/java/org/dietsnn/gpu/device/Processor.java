package org.dietsnn.gpu.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the processor can do, as far as the operating system tells it in a file. */
final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** The lines of the description; none where there is no such file. */
  static List<String> description() {
    try {
      return Files.exists(DESCRIPTION) ? Files.readAllLines(DESCRIPTION) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether a description says that AVX2 is missing; false where it says nothing. */
  static boolean lacksAvx2(List<String> description) {
    List<String> flags =
        description.stream().filter(line -> line.startsWith("flags")).limit(1).toList();
    return !flags.isEmpty() && !Arrays.asList(flags.get(0).split("\\s+", -1)).contains("avx2");
  }
}
