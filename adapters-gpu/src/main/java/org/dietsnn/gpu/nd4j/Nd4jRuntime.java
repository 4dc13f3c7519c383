package org.dietsnn.gpu.nd4j;

import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ND4J itself: its native library, which is loaded once per process, and its threads.
 *
 * @param description device, abilities of the library and threads in words
 * @param threads of computing on the CPU
 */
public record Nd4jRuntime(String description, int threads) {
  /** System property with the number of threads where the settings say none. */
  public static final String THREADS = "dietsnn.threads";

  private static final Logger LOG = LoggerFactory.getLogger(Nd4jRuntime.class);

  /**
   * JavaCPP's limits, by default the size of the heap and twice that: beyond them it runs the
   * garbage collector and then refuses. What this adapter takes, it frees by itself.
   */
  private static final String[] LIMITS = {
    "org.bytedeco.javacpp.maxBytes", "org.bytedeco.javacpp.maxPhysicalBytes"
  };

  /**
   * Loads ND4J if that has not happened.
   *
   * @param device in words
   * @param threads of computing on the CPU, 0 for what {@link #THREADS} says, or all cores
   * @throws FailureException of kind UNAVAILABLE if it cannot be loaded
   */
  public static Nd4jRuntime start(String device, int threads) {
    for (String limit : LIMITS) {
      if (System.getProperty(limit) == null
          && System.getProperty(limit.toLowerCase(java.util.Locale.ROOT)) == null) {
        System.setProperty(limit, "0");
      }
    }
    int wanted = threads > 0 ? threads : threadsOfProperty();
    try {
      Nd4j.getEnvironment().setMaxMasterThreads(wanted);
      Nd4j.getEnvironment().setMaxThreads(wanted);
      Nd4j.factory().blas().setMaxThreads(wanted);
    } catch (RuntimeException | LinkageError e) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "ND4J cannot be loaded (%s); it unpacks its native library to the folder .javacpp/cache of the user, which needs 400 MB, or use another backend"
              .formatted(cause(e)),
          e);
    }
    String helper =
        NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo().contains("HAVE_ONEDNN")
            ? ", oneDNN"
            : "";
    String description = "%s, %d threads%s".formatted(device, wanted, helper);
    LOG.info("nd4j engine: {}", description);
    return new Nd4jRuntime(description, wanted);
  }

  /**
   * To be called before a thread computes: OpenMP keeps the number of threads for each thread that
   * calls it, and sums are split among them.
   */
  void enter() {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }

  private static int threadsOfProperty() {
    String wanted = System.getProperty(THREADS);
    if (wanted == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int threads = Integer.parseInt(wanted.strip());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw impossible(wanted, e);
    }
    throw impossible(wanted, null);
  }

  private static FailureException impossible(String wanted, Exception cause) {
    return new FailureException(
        FailureKind.USAGE,
        "system property %s must be a whole number >= 1, found \"%s\"".formatted(THREADS, wanted),
        cause);
  }

  private static String cause(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = String.valueOf(deepest.getMessage());
    return message.lines().findFirst().orElse("").strip();
  }
}
