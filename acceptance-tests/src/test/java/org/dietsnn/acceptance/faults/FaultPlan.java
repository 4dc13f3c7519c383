package org.dietsnn.acceptance.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Counts the operations of a program and lets one of them fail, or all from one on. */
final class FaultPlan {
  private int count;
  private int from = Integer.MAX_VALUE;
  private boolean lasting;
  private boolean shortWrites;
  private Fault fault;
  private final Set<String> folders = new LinkedHashSet<>();
  private String struck = "";

  /** Nothing fails any more; counting begins anew. */
  synchronized void calm() {
    count = 0;
    from = Integer.MAX_VALUE;
    struck = "";
    folders.clear();
  }

  /**
   * From now on the operation of a number fails, counted from 0.
   *
   * @param lasting whether all that follow fail as well
   */
  synchronized void arm(int number, Fault kind, boolean lasting) {
    calm();
    this.from = number;
    this.fault = kind;
    this.lasting = lasting;
  }

  /** Whether writes write less than they are told, which is allowed. */
  synchronized void shortWrites(boolean wanted) {
    shortWrites = wanted;
  }

  synchronized boolean writesShort() {
    return shortWrites;
  }

  /** Operations since it was armed. */
  synchronized int count() {
    return count;
  }

  /** What failed first; empty if nothing did. */
  synchronized String struck() {
    return struck;
  }

  /** The folders in which something failed. */
  synchronized Set<String> struckFolders() {
    return Set.copyOf(folders);
  }

  synchronized void meet(Operation operation, Path path) throws IOException {
    int number = count++;
    boolean now = lasting ? number >= from : number == from;
    if (now && fault.meets(operation)) {
      if (struck.isEmpty()) {
        struck = operation + " " + path;
      }
      String name = String.valueOf(path);
      folders.add(name.substring(0, Math.max(1, name.lastIndexOf('/'))));
      fault.strike(path);
    }
  }
}
