package org.dietsnn.application.dataset;

import java.util.OptionalLong;

/**
 * What a file on this machine is, compared with the published one.
 *
 * @param condition the verdict
 * @param size bytes found; empty if there is no such file
 * @param detail what was found if it is not intact; otherwise empty
 */
public record FileState(Condition condition, OptionalLong size, String detail) {

  /** The verdict on a file. */
  public enum Condition {
    /** As published. */
    INTACT,
    /** Not there. */
    MISSING,
    /** Another size or another checksum. */
    DAMAGED
  }

  /** The published bytes. */
  public static FileState intact(long size) {
    return new FileState(Condition.INTACT, OptionalLong.of(size), "");
  }

  /** No file. */
  public static FileState missing() {
    return new FileState(Condition.MISSING, OptionalLong.empty(), "not there");
  }

  /** Other bytes. */
  public static FileState damaged(long size, String detail) {
    return new FileState(Condition.DAMAGED, OptionalLong.of(size), detail);
  }

  /** Whether these are the published bytes. */
  public boolean isIntact() {
    return condition == Condition.INTACT;
  }
}
