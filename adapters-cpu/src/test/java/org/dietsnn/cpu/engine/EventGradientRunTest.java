package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventGradientRunTest {
  private static final int USUAL_FRAMES = 64 * 5;

  /**
   * Synapses of 32 A 64 64 A (128 128 A) with 256 dense neurons and of VGG16 on images of 32x32,
   * with what the output gradients alone allow; another cut would change the bits of results.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 20736, 32, 1024, 25",
    "1, 20736, 64, 256, 25",
    "3, 38400, 64, 256, 39",
    "3, 38400, 128, 64, 39",
    "192, 49152, 2048, 4, 1920",
    "192, 49152, 4096, 4, 1920",
    "1, 73984, 64, 1024, 7",
    "1, 41472, 64, 1024, 12",
    "1, 41472, 128, 256, 12",
    "3, 76800, 128, 256, 18",
    "12, 221184, 256, 64, 24",
    "12, 221184, 512, 16, 24",
    "48, 393216, 512, 16, 48",
    "192, 786432, 2048, 4, 192",
    "192, 786432, 4096, 1, 192"
  })
  void theRoundsOfTheUsualNetsAreThoseThatTheGradientsAllow(
      int group, int groupLength, int lists, int eventsPerFrame, int expected) {
    int perRound = EventGradientRun.perRound(group, groupLength, lists, eventsPerFrame);

    assertThat(Math.min(USUAL_FRAMES, perRound)).isEqualTo(Math.min(USUAL_FRAMES, expected));
  }

  @ParameterizedTest
  @CsvSource({"192, 12288, 65536, 1, 192", "192, 3072, 16384, 4, 192", "1, 64, 64, 1024, 255"})
  void manyEventsPerGradientShortenTheRounds(
      int group, int groupLength, int lists, int eventsPerFrame, int expected) {
    assertThat(EventGradientRun.perRound(group, groupLength, lists, eventsPerFrame))
        .isEqualTo(expected);
  }
}
