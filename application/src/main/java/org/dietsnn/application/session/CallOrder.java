package org.dietsnn.application.session;

/**
 * Which calls of a session make sense now: none after closing, backward only after forward, an
 * update only after a backward pass of its own. Calls that overwrite what an earlier one left say
 * so before they begin, so that one that fails halfway leaves nothing that looks whole. Not
 * thread-safe.
 */
public final class CallOrder {
  private boolean closed;
  private boolean forwardPending;
  private boolean gradientsKnown;
  private boolean updatePending;

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

  /** What the last forward pass kept is about to be overwritten. */
  public void forwardBegins() {
    forwardPending = false;
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

  /** The gradients are about to be overwritten. */
  public void backwardBegins() {
    gradientsKnown = false;
    updatePending = false;
  }

  /** The forward pass has been used up, and there are gradients. */
  public void backwardDone() {
    forwardPending = false;
    gradientsKnown = true;
    updatePending = true;
  }

  /**
   * For calls that read the gradients of the last backward pass, whether applied or not.
   *
   * @throws IllegalStateException before the first backward pass, or the first since a restore
   */
  public void requireGradients() {
    requireOpen();
    if (!gradientsKnown) {
      throw new IllegalStateException(
          "there are no gradients before the first backward pass, nor after a restore");
    }
  }

  /**
   * For the update.
   *
   * @throws IllegalStateException without gradients that have not been applied yet
   */
  public void requireUpdate() {
    requireOpen();
    if (!updatePending) {
      throw new IllegalStateException(
          "an update needs gradients of its own: a backward pass since the last update or restore");
    }
  }

  /** The parameters are about to follow the gradients; a kept forward pass is out of date. */
  public void updateBegins() {
    forwardPending = false;
    updatePending = false;
  }

  /** The parameters are about to be replaced; neither forward pass nor gradients are theirs. */
  public void restoreBegins() {
    updateBegins();
    gradientsKnown = false;
  }

  /** From now on every call is refused, but closing again is harmless. */
  public void close() {
    closed = true;
  }
}
