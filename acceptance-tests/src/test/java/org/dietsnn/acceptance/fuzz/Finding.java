package org.dietsnn.acceptance.fuzz;

/**
 * Something that must not happen.
 *
 * @param number of the input
 * @param input what was read
 * @param what happened
 */
record Finding(int number, byte[] input, Throwable what) {
  @Override
  public String toString() {
    String text = String.valueOf(what);
    StackTraceElement[] trace = what.getStackTrace();
    return "input %s: %s%s"
        .formatted(
            Integer.toString(number),
            text.length() > 300 ? text.substring(0, 300) + "..." : text,
            trace.length == 0 ? "" : " at " + trace[0]);
  }
}
