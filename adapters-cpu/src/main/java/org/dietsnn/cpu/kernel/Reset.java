package org.dietsnn.cpu.kernel;

/** What a spike does to the membrane potential. */
public enum Reset {
  /** {@code V = U - theta * s}, and the remainder leaks: {@code U_t = leak * V_(t-1) + I_t}. */
  SOFT,
  /** {@code U_t = leak * U_(t-1) + I_t - theta * s_(t-1)}: the reset itself does not leak. */
  SOFT_UNLEAKED,
  /** {@code V = U * (1 - s)}: back to zero. */
  HARD
}
