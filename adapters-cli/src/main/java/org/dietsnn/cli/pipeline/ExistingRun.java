package org.dietsnn.cli.pipeline;

/** What to do where a run folder holds a run already. */
public enum ExistingRun {
  /** Stop, so that nothing is lost. */
  REFUSE,
  /** Go on where it stopped. */
  RESUME,
  /** Start again and replace it. */
  OVERWRITE
}
