package org.dietsnn.conformance.fault;

import java.util.List;

/**
 * One fault, planted in the source of the reference engine.
 *
 * @param name what is wrong
 * @param noticedBy the test of the kit that must fail
 * @param edits the changes; together they are one fault
 */
record Fault(String name, String noticedBy, List<Edit> edits) {

  /**
   * A replacement.
   *
   * @param file a source file of the reference engine
   * @param from text that is in it exactly once
   * @param to what stands there instead
   */
  record Edit(String file, String from, String to) {
    String apply(String source) {
      int at = source.indexOf(from);
      if (at < 0 || source.indexOf(from, at + 1) >= 0) {
        throw new IllegalStateException(
            "must be in %s exactly once, adapt the fault to the engine: %s".formatted(file, from));
      }
      return source.replace(from, to);
    }
  }

  static Fault of(String name, String noticedBy, Edit... edits) {
    return new Fault(name, noticedBy, List.of(edits));
  }

  @Override
  public String toString() {
    return name;
  }
}
