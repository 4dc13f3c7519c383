package org.dietsnn.cpu.session;

/**
 * Which calls of a session make sense now: none after closing, backward only after forward,
 * gradients and updates only after backward. Not thread-safe.
 */
public final class CallOrder {
  private boolean closed;
  private boolean forwardPending;
  private boolean gradientsKnown;

  /**
   * For calls that need nothing but an open session.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the session is closed; open another one");
    }
  }

  /** A forward pass has been kept for the backward pass. */
  public void forwardDone() {
    forwardPending = true;
  }

  /**
   * For the backward pass.
   *
   * @throws IllegalStateException without a forward pass that has not been back-propagated yet
   */
  public void requireForward() {
    requireOpen();
    if (!forwardPending) {
      throw new IllegalStateException(
          "backward needs a forward pass of its own since the last backward, update or restore");
    }
  }

  /** The forward pass has been used up, and there are gradients. */
  public void backwardDone() {
    forwardPending = false;
    gradientsKnown = true;
  }

  /**
   * For calls that use the gradients.
   *
   * @throws IllegalStateException before the first backward pass
   */
  public void requireGradients() {
    requireOpen();
    if (!gradientsKnown) {
      throw new IllegalStateException("there are no gradients before the first backward pass");
    }
  }

  /** Parameters have changed, so that a kept forward pass is out of date. */
  public void parametersChanged() {
    forwardPending = false;
  }

  /** From now on every call is refused, but closing again is harmless. */
  public void close() {
    closed = true;
  }
}
