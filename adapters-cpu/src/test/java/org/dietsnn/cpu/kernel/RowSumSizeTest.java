package org.dietsnn.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSumSizeTest {
  /** HotSpot's FreqInlineSize: what is hot and no larger is joined with its callers. */
  private static final int LARGEST_JOINED = 325;

  @ParameterizedTest
  @ValueSource(strings = {"one", "pairs"})
  void theSumOfFourVectorsIsTooLargeToBeJoinedWithItsCallers(String method) throws Exception {
    Path classes =
        Path.of(KernelChoice.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter listing = new StringWriter();
    PrintWriter out = new PrintWriter(listing, true);
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();

    int status =
        javap.run(
            out,
            out,
            "-c",
            "-p",
            "-cp",
            classes.toString(),
            "org.dietsnn.cpu.kernel.vector.AdjacentRows");

    assertThat(status).as(listing.toString()).isZero();
    Matcher last =
        Pattern.compile("void " + method + "\\(.*?(\\d+): return", Pattern.DOTALL)
            .matcher(listing.toString());
    assertThat(last.find()).as("AdjacentRows has a method %s", method).isTrue();
    assertThat(Integer.parseInt(last.group(1)) + 1).isGreaterThan(LARGEST_JOINED);
  }
}
