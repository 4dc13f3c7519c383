package org.dietsnn.cli.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dietsnn.application.port.out.PeakMemory;

/** How much memory this process has used at most. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern HIGH_WATER_MARK = Pattern.compile("(?m)^VmHWM:\\s*([0-9]+) kB$");
  private static final int KIBI = 1024;

  private ProcessMemory() {}

  /** So far: as Linux tells it for the whole process; elsewhere that of the heap alone. */
  public static PeakMemory peak() {
    return from(STATUS);
  }

  /**
   * From a status file as in {@code proc(5)}.
   *
   * @param status may be missing or of another form
   */
  static PeakMemory from(Path status) {
    try {
      // Characters of a process's name need not be valid in any encoding.
      Matcher line = HIGH_WATER_MARK.matcher(Files.readString(status, StandardCharsets.ISO_8859_1));
      if (line.find()) {
        return new PeakMemory(
            Long.parseLong(line.group(1)) * KIBI, "resident set of the process (VmHWM)");
      }
    } catch (IOException e) {
      // Another operating system: what the JVM knows is all there is.
    }
    return heap();
  }

  private static PeakMemory heap() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return new PeakMemory(bytes, "heap of the JVM, the peaks of its pools added up");
  }
}
