package org.dietsnn.application.port.out;

/** Told how far long work has come, for progress bars and logs. */
public interface ProgressListener {
  /** Work of {@code total} units begins. */
  void begin(String task, long total);

  /**
   * So many units are done.
   *
   * @param done units since {@link #begin}
   * @param detail a few words such as the present loss; may be empty
   */
  void advance(long done, String detail);

  /** The work that began last has ended. */
  void end();

  /** Something that a user should see now, for example a layer that never fires. */
  void notice(String message);

  /** Ignores everything. */
  static ProgressListener silent() {
    return new ProgressListener() {
      @Override
      public void begin(String task, long total) {}

      @Override
      public void advance(long done, String detail) {}

      @Override
      public void end() {}

      @Override
      public void notice(String message) {}
    };
  }
}
