package org.dietsnn.cpu.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.cpu.session.SessionChecks;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The optimiser and its state. Threads share out the parameters; the weight gradient of a dense
 * synapse is computed where it is used up, while it is in the cache.
 */
final class ParameterUpdate {
  /** Elements that one task changes. */
  private static final int CHUNK = 1 << 15;

  private final NetworkPlan plan;
  private final Optimiser optimiser;
  private final ParameterArrays parameters;
  private final Gradients gradients;
  private final Workers workers;
  private final Scratch[] scratch;
  private final List<Chunk> chunks = new ArrayList<>();
  private List<ParameterArrays> slots = List.of();

  /** A part of one parameter, and where its gradient begins. */
  private record Chunk(ParameterRole role, int gradient, int from, int to) {}

  ParameterUpdate(
      NetworkPlan plan,
      Optimiser optimiser,
      ParameterArrays parameters,
      Gradients gradients,
      Workers workers,
      Scratch[] scratch) {
    this.plan = plan;
    this.optimiser = optimiser;
    this.parameters = parameters;
    this.gradients = gradients;
    this.workers = workers;
    this.scratch = scratch;
    ParameterArrays summed = gradients.summed().arrays();
    for (ParameterSpec spec : summed.specs()) {
      int start = parameters.start(spec.name());
      int end = start + parameters.length(spec.name());
      int shift = summed.start(spec.name()) - start;
      for (int from = start; from < end; from += CHUNK) {
        chunks.add(new Chunk(spec.role(), from + shift, from, Math.min(end, from + CHUNK)));
      }
    }
  }

  /** Changes the parameters as the present gradients say. */
  void run(UpdateStep step) {
    float[] values = parameters.values();
    float[] summed = gradients.summed().arrays().values();
    float[][] state = slots().stream().map(ParameterArrays::values).toArray(float[][]::new);
    workers.run(
        chunks.size(),
        (index, worker) -> {
          Chunk chunk = chunks.get(index);
          optimiser.update(
              step,
              chunk.role(),
              values,
              summed,
              chunk.gradient(),
              state,
              chunk.from(),
              chunk.to());
        });
    gradients
        .dense()
        .forEach(
            (name, gradient) -> {
              int first = parameters.start(name);
              workers.run(
                  gradient.parts(),
                  (part, worker) ->
                      gradient.compute(
                          part,
                          scratch[worker],
                          (some, someStart, start, length) ->
                              optimiser.update(
                                  step,
                                  ParameterRole.WEIGHT,
                                  values,
                                  some,
                                  someStart,
                                  state,
                                  first + start,
                                  first + start + length)));
            });
  }

  /** Made when first asked for, so that memory of the initial parameters may be free by then. */
  private List<ParameterArrays> slots() {
    if (slots.isEmpty()) {
      slots = optimiser.slots().stream().map(slot -> new ParameterArrays(plan)).toList();
    }
    return slots;
  }

  /** A copy of the state in canonical order: tensors named {@code slot/parameter}. */
  Parameters state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (int s = 0; s < optimiser.slots().size(); s++) {
      String slot = optimiser.slots().get(s);
      slots()
          .get(s)
          .export()
          .forEach((name, values) -> state.put(SessionChecks.slotName(slot, name), values));
    }
    return new Parameters(state);
  }

  /** Replaces the state. */
  void restore(Parameters state) {
    for (int s = 0; s < optimiser.slots().size(); s++) {
      slots().get(s).set(state, SessionChecks.slotName(optimiser.slots().get(s), ""));
    }
  }
}
