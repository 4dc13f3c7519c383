package org.dietsnn.cpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the backward pass leaves out of five steps of three images. */
class GradientFramesTest {
  private static final int STEPS = 5;
  private static final float LEAK = 0.5f;

  /** The first sees current at once, the second from the third step on, the last never. */
  private final GradientFrames frames =
      new GradientFrames(STEPS, LEAK, new int[] {0, 2, STEPS}, new int[] {0, 1, 3});

  @Test
  void onlyStepsWithCurrentAreComputed() {
    assertThat(frames.all()).isFalse();
    assertThat(frames.count()).isEqualTo(5 + 3 + 0);
    assertThat(frames.numbers()).containsExactly(0, 1, 2, 3, 4, 7, 8, 9);
    assertThat(List.of(frames.first(0), frames.first(1), frames.first(2), frames.first(3)))
        .containsExactly(0, 5, 8, 8);
  }

  @Test
  void anImageWithoutCurrentHasNoGradientWhereItsSourceIsActive() {
    List<Integer> zeros = new ArrayList<>();

    frames.zeros(0, zeros::add);
    frames.zeros(1, zeros::add);
    assertThat(zeros).isEmpty();

    frames.zeros(2, zeros::add);
    assertThat(zeros).containsExactly(13, 14);
  }

  @Test
  void stepsBeforeTheFirstCurrentReceiveTheLeakTimesThatOfTheNext() {
    float[] result = {7, 8, -3};
    List<Integer> targets = new ArrayList<>();
    List<float[]> values = new ArrayList<>();

    frames.handOn(
        5,
        result,
        1,
        2,
        frame -> {
          targets.add(frame);
          values.add(result.clone());
        });

    // Step 1 of the second image follows from its step 2; at step 0 its source is silent.
    assertThat(targets).containsExactly(7, 6);
    assertThat(values.get(0)).containsExactly(7, 8, -3);
    assertThat(values.get(1)).containsExactly(7, 4, -1.5f);
  }

  @Test
  void laterStepsReceiveTheirOwn() {
    List<Integer> targets = new ArrayList<>();

    frames.handOn(6, new float[] {1}, 0, 1, targets::add);

    assertThat(targets).containsExactly(8);
  }

  @Test
  void whereCurrentArrivesAtOnceAllIsComputed() {
    assertThat(new GradientFrames(STEPS, LEAK, new int[2], new int[2]).all()).isTrue();
  }
}
