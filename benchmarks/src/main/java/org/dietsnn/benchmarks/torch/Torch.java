package org.dietsnn.benchmarks.torch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch, made ready for the thread that starts it. Gradients are computed by hand, so autograd
 * is off: no tensor carries a graph or a version.
 */
public final class Torch {
  private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([0-9.]+)");
  private static final Pattern ONE_DNN = Pattern.compile("MKL-DNN v([0-9.]+)");

  // Never closed: it holds for the rest of the thread.
  @SuppressWarnings("unused")
  private final InferenceMode inferenceMode;

  private final BoxedOperators operators;
  private final int threads;

  private Torch(int threads) {
    torch.set_num_threads(threads);
    openblas.blas_set_num_threads(threads);
    this.threads = threads;
    this.inferenceMode = new InferenceMode();
    this.operators = new BoxedOperators();
  }

  /**
   * Loads libtorch.
   *
   * @param threads number of threads of every parallel operator
   */
  public static Torch start(int threads) {
    return new Torch(threads);
  }

  BoxedOperators operators() {
    return operators;
  }

  /** One line for reports: versions, vector instructions, threads. */
  public String description() {
    String config = torch.show_config().getString();
    return "libtorch %s, %d threads, %s, %s, OpenBLAS"
        .formatted(
            first(VERSION, config),
            threads,
            torch.get_cpu_capability().getString(),
            torch.hasMKLDNN() ? "oneDNN " + first(ONE_DNN, config) : "without oneDNN");
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "?";
  }
}
