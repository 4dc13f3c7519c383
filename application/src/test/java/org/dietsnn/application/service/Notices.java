package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import org.dietsnn.application.port.out.ProgressListener;

/** Remembers what a user would have seen. */
final class Notices implements ProgressListener {
  final List<String> messages = new ArrayList<>();
  int running;

  @Override
  public void begin(String task, long total) {
    running++;
  }

  @Override
  public void advance(long done, String detail) {}

  @Override
  public void end() {
    running--;
  }

  @Override
  public void notice(String message) {
    messages.add(message);
  }
}
