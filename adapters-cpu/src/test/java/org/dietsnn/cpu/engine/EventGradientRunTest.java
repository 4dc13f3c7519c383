package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventGradientRunTest {
  /**
   * Synapses of VGG16 on images of 32x32, padded: a block of 64 channels has 2 to the 18 floats,
   * all of them 2 to the 19; another cut would change the bits of results.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 73984, 64, 1024, 3",
    "2, 41472, 64, 1024, 12",
    "2, 41472, 128, 256, 12",
    "4, 25600, 256, 64, 20",
    "8, 18432, 512, 16, 28",
    "8, 8192, 512, 16, 64",
    "64, 4096, 2048, 4, 128"
  })
  void theRoundsOfTheUsualNetsAreThoseThatTheGradientsAllow(
      int blocks, int length, int lists, int eventsPerFrame, int expected) {
    assertThat(EventGradientRun.perRound(blocks, length, lists, eventsPerFrame))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 65536, 1, 255", "4, 256, 16384, 4, 255", "1, 64, 64, 1024, 255"})
  void manyEventsPerGradientShortenTheRounds(
      int blocks, int length, int lists, int eventsPerFrame, int expected) {
    assertThat(EventGradientRun.perRound(blocks, length, lists, eventsPerFrame))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 1048576, 64, 1024", "1, 64, 65536, 1024"})
  void aFrameThatIsTooLargeIsARound(int blocks, int length, int lists, int eventsPerFrame) {
    assertThat(EventGradientRun.perRound(blocks, length, lists, eventsPerFrame)).isEqualTo(1);
  }
}
