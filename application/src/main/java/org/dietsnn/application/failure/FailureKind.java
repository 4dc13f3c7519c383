package org.dietsnn.application.failure;

/** What went wrong, in the classes that a caller can act on. */
public enum FailureKind {
  /** A flag, configuration key or value that cannot be. */
  USAGE,
  /** A file or folder that is not there. */
  MISSING_INPUT,
  /** A file whose content is not what it should be. */
  BAD_DATA,
  /** Reading or writing failed: full disk, no permission, broken device. */
  INPUT_OUTPUT,
  /** Training cannot go on: the loss or a parameter is not finite. */
  TRAINING,
  /** What was asked for is not available here, for example a compute backend. */
  UNAVAILABLE
}
