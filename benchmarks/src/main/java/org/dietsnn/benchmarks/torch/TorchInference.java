package org.dietsnn.benchmarks.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;

/**
 * Inference of a batch, of an SNN or an ANN. Population by population, all steps at once; spikes
 * replace currents in place, and nothing is kept longer than its last reader needs it. Native
 * memory is freed when the garbage collector finds this.
 */
@SuppressWarnings("try") // A scope is there to be closed.
public final class TorchInference {
  private final Network network;
  private final TorchParameters parameters;
  private final Currents currents;
  private final Signal input;
  private final int steps;

  /**
   * Gets everything ready that is the same in each call.
   *
   * @param images {@code [n][channel][row][column]}, presented in every call
   * @param steps T, 1 for an ANN
   * @throws IllegalArgumentException if the network has something that this side does not run
   */
  public TorchInference(
      Torch torch,
      Network network,
      Parameters parameters,
      org.dietsnn.domain.tensor.Tensor images,
      int steps) {
    this.network = network;
    this.steps = steps;
    this.parameters = new TorchParameters(network, parameters);
    this.currents = new Currents(network, new PackedWeights(torch, this.parameters));
    this.input =
        new Signal(Layout.tensor(images.toFloats(), images.shape()), Signal.windows(network, 0));
  }

  /** Runs the images and returns the logits, {@code [n][class]} row-major. */
  public float[] logits() {
    Signal[] signals = new Signal[network.populations().size()];
    signals[0] = input;
    int output = signals.length - 1;
    for (int p = 1; p < output; p++) {
      try (PointerScope scope = new PointerScope()) {
        signals[p] = new Signal(fired(p, i -> signals[i]), Signal.windows(network, p));
      }
      for (int source = 1; source < p; source++) {
        if (currents.lastReader(source) == p) {
          signals[source].release();
        }
      }
    }
    try (PointerScope scope = new PointerScope()) {
      return logits(i -> signals[i]);
    } finally {
      for (int p = 1; p < output; p++) {
        signals[p].release();
      }
    }
  }

  /**
   * The spikes of one population, given those of the populations before it: free of what rounding
   * there has done.
   *
   * @param given spikes {@code [t][n][channel][row][column]} of the spiking populations it reads
   * @return {@code [t][n][channel][row][column]}
   */
  public float[] spikes(int p, Map<Integer, org.dietsnn.domain.tensor.Tensor> given) {
    try (PointerScope scope = new PointerScope()) {
      return Layout.canonical(fired(p, givenSignals(given)));
    }
  }

  /** The logits, given the spikes of the last hidden population as in {@link #spikes(int, Map)}. */
  public float[] logits(Map<Integer, org.dietsnn.domain.tensor.Tensor> given) {
    try (PointerScope scope = new PointerScope()) {
      return logits(givenSignals(given));
    }
  }

  /** The spikes of all spiking populations in a run of its own, in the same layout. */
  public Map<Integer, float[]> spikes() {
    Map<Integer, float[]> spikes = new LinkedHashMap<>();
    Signal[] signals = new Signal[network.populations().size()];
    signals[0] = input;
    try (PointerScope scope = new PointerScope()) {
      for (int p = 1; p < signals.length - 1; p++) {
        Tensor frames = fired(p, i -> signals[i]);
        signals[p] = new Signal(frames, Signal.windows(network, p));
        spikes.put(p, Layout.canonical(frames));
      }
    }
    for (int p = 1; p < signals.length - 1; p++) {
      signals[p].release();
    }
    return spikes;
  }

  private IntFunction<Signal> givenSignals(Map<Integer, org.dietsnn.domain.tensor.Tensor> given) {
    return source -> {
      if (source == 0) {
        return input;
      }
      int[] shape = given.get(source).shape();
      int[] frames = {shape[0] * shape[1], shape[2], shape[3], shape[4]};
      return new Signal(
          Layout.tensor(given.get(source).toFloats(), frames), Signal.windows(network, source));
    };
  }

  private Tensor fired(int p, IntFunction<Signal> signals) {
    Population population = network.population(p);
    Tensor brought = currents.into(p, signals);
    if (!population.spiking()) {
      brought.relu_();
      return brought;
    }
    LifLoop loop = parameters.loop(population, steps);
    Tensor flat = Layout.flat(brought);
    if (currents.constant(p)) {
      return Layout.framesLike(loop.fireStatic(flat, null), brought);
    }
    loop.fireInPlace(flat);
    return brought;
  }

  private float[] logits(IntFunction<Signal> signals) {
    return Layout.canonical(currents.logits(currents.summed(signals, steps)));
  }
}
