package org.dietsnn.application.session;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** What the tests of the engines cannot bring about: calls that fail halfway. */
class CallOrderTest {
  private final CallOrder order = new CallOrder();

  @Test
  void aForwardPassThatFailsHalfwayLeavesNothingToBackPropagate() {
    order.forwardDone();

    order.forwardBegins();

    assertThatIllegalStateException().isThrownBy(order::requireForward);
  }

  @Test
  void aBackwardPassThatFailsHalfwayLeavesNoGradientsButTheForwardPass() {
    order.forwardDone();
    order.backwardDone();
    order.forwardDone();

    order.backwardBegins();

    assertThatIllegalStateException().isThrownBy(order::requireGradients);
    assertThatIllegalStateException().isThrownBy(order::requireUpdate);
    order.requireForward();
  }

  @Test
  void anUpdateThatFailsHalfwayCannotBeRepeated() {
    order.forwardDone();
    order.backwardDone();

    order.updateBegins();

    assertThatIllegalStateException().isThrownBy(order::requireUpdate);
  }
}
