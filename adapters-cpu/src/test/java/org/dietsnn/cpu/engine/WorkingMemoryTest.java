package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkingMemoryTest {
  private static final long MEBIBYTE_OF_INTS = 1 << 18;

  @Test
  void trainingListsEightMebibytesAtATime() {
    WorkingMemory training = WorkingMemory.ofTraining();

    assertThat(training.holds(8 * MEBIBYTE_OF_INTS, true)).isTrue();
    assertThat(training.holds(8 * MEBIBYTE_OF_INTS + 1, true)).isFalse();
  }

  @Test
  void trainingListsMoreWhereThreadsWouldHaveNothingToDo() {
    WorkingMemory training = WorkingMemory.ofTraining();

    assertThat(training.holds(128 * MEBIBYTE_OF_INTS, false)).isTrue();
    assertThat(training.holds(128 * MEBIBYTE_OF_INTS + 1, false)).isFalse();
  }

  @Test
  void inferenceListsAsMuchInAnyCase() {
    WorkingMemory inference = WorkingMemory.ofInference();

    assertThat(inference.holds(128 * MEBIBYTE_OF_INTS, true)).isTrue();
    assertThat(inference.holds(128 * MEBIBYTE_OF_INTS + 1, true)).isFalse();
  }
}
