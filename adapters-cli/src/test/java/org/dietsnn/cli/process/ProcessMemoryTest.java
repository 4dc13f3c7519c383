package org.dietsnn.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dietsnn.application.port.out.PeakMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  @TempDir Path folder;

  @Test
  void linuxTellsTheHighWaterMarkOfTheResidentSet() throws IOException {
    Path status =
        Files.writeString(
            folder.resolve("status"),
            "Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t  123456 kB\nVmRSS:\t  100000 kB\n");

    PeakMemory peak = ProcessMemory.from(status);

    assertThat(peak.bytes()).isEqualTo(123456L * 1024);
    assertThat(peak.of()).contains("resident set");
  }

  @Test
  void elsewhereItIsThatOfTheHeapAndSaysSo() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "Name:\tjava\n");

    for (Path status : new Path[] {folder.resolve("missing"), other}) {
      PeakMemory peak = ProcessMemory.from(status);
      assertThat(peak.bytes()).isPositive().isLessThan(4 * Runtime.getRuntime().maxMemory());
      assertThat(peak.of()).contains("heap");
    }
  }
}
