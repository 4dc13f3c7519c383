package org.dietsnn.acceptance.faults;

/** What programs ask of a disk. */
enum Operation {
  OPEN_TO_READ(false),
  OPEN_TO_WRITE(true),
  READ(false),
  WRITE(true),
  FORCE(true),
  CLOSE(false),
  SIZE(false),
  LOCK(false),
  MOVE(true),
  DELETE(true),
  MAKE_FOLDER(true),
  LIST(false),
  LOOK(false);

  private final boolean writes;

  Operation(boolean writes) {
    this.writes = writes;
  }

  boolean writes() {
    return writes;
  }
}
