package org.dietsnn.acceptance.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.dietsnn.application.failure.FailureException;

/** Lets a reader read one input and judges what comes of it. */
final class Judge {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int LONGEST_SENTENCE = 4000;

  private final FuzzedReader reader;
  private final Path folder;

  Judge(FuzzedReader reader, Path folder) {
    this.reader = reader;
    this.folder = folder;
  }

  /** Judges one input. */
  void judge(int number, byte[] input, Tally tally) {
    try {
      reader.place(folder, input);
    } catch (IOException e) {
      throw new IllegalStateException("the input cannot be written", e);
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long begin = System.nanoTime();
    Throwable bad = null;
    boolean refused = false;
    try {
      reader.read(folder);
    } catch (FailureException e) {
      refused = true;
      bad = complaint(e);
    } catch (VirtualMachineError | AssertionError | Exception e) {
      bad = e;
    }
    long nanos = System.nanoTime() - begin;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    tally.measured(nanos, bytes);
    if (bad == null && bytes > reader.allowance(input.length)) {
      bad =
          new AssertionError(
              String.format(
                  Locale.ROOT,
                  "%d MB allocated for an input of %d bytes",
                  bytes / 1_000_000,
                  input.length));
    }
    if (bad != null) {
      tally.found(new Finding(number, input, bad));
    } else if (refused) {
      tally.refused();
    } else {
      tally.accepted();
    }
  }

  /** What is wrong with a refusal; null if nothing is. */
  private Throwable complaint(FailureException failure) {
    String sentence = failure.getMessage();
    String wrong = null;
    if (!reader.refusals().contains(failure.kind())) {
      wrong = "refused as " + failure.kind();
    } else if (sentence == null || sentence.isBlank() || sentence.contains("null pointer")) {
      wrong = "refused without a sentence";
    } else if (sentence.chars().anyMatch(Character::isISOControl)) {
      wrong = "refused with control characters";
    } else if (sentence.length() > LONGEST_SENTENCE) {
      wrong = "refused at a length of " + sentence.length();
    } else if (!sentence.contains(reader.fileName()) && !sentence.contains(folder.toString())) {
      wrong = "refused without naming the file";
    }
    return wrong == null ? null : new AssertionError(wrong + ": " + sentence, failure);
  }
}
