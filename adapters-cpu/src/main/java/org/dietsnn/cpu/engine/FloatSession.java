package org.dietsnn.cpu.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.CurrentProbe;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.Trace;
import org.dietsnn.application.session.CallOrder;
import org.dietsnn.application.session.SessionChecks;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.tensor.Tensor;

/** Inference and inspection. Closing lets go of all arrays; no call uses them after it. */
sealed class FloatSession implements NetworkSession permits FloatTrainingSession {
  final NetworkPlan plan;
  final Timekeeper time;
  FloatParameters parameters;
  final Workers workers;
  Scratch[] scratch;
  ForwardPass forward;
  TransformedWeights tiles;
  private JoinedBlocks joined;
  final CallOrder order = new CallOrder();
  private Activations activations;

  /**
   * Opens a session.
   *
   * @param constant whether parameters stay as they are
   */
  FloatSession(
      Network network,
      Parameters initial,
      FloatKernels kernels,
      SpikePath path,
      Workers workers,
      boolean constant) {
    this.plan = NetworkPlan.of(kernels, network, path);
    this.parameters = new FloatParameters(plan, new ParameterArrays(plan));
    parameters.arrays().set(initial.checkedFor(network), "");
    this.time = new Timekeeper(plan.populations());
    this.workers = workers;
    this.scratch = new Scratch[workers.threads()];
    for (int w = 0; w < scratch.length; w++) {
      scratch[w] = new Scratch(kernels);
    }
    WorkingMemory memory = constant ? WorkingMemory.ofInference() : WorkingMemory.ofTraining();
    this.tiles = new TransformedWeights(plan, parameters, memory);
    this.joined = new JoinedBlocks(plan, parameters, workers, constant);
    this.forward = new ForwardPass(plan, parameters, workers, scratch, tiles, joined, memory, time);
    this.activations = new Activations(plan, Activations.Potentials.NONE, new SpareArrays());
  }

  @Override
  public Inference infer(Tensor images, int timeSteps) {
    check(images, timeSteps);
    joined.expect(images.shape()[0]);
    return forward.run(images, timeSteps, DropoutMasks.none(), activations, null);
  }

  @Override
  public Trace trace(Tensor images, int timeSteps) {
    check(images, timeSteps);
    joined.expect(images.shape()[0]);
    int count = images.shape()[0];
    int classes = plan.network().classes();
    Activations kept = new Activations(plan, Activations.Potentials.ALL, new SpareArrays());
    // Before what depends on the same numbers is allocated: refuses what no array holds.
    kept.begin(count, timeSteps);
    double[] brought = new double[count * timeSteps * classes];
    forward.run(images, timeSteps, DropoutMasks.none(), kept, brought);
    Map<Integer, Tensor> spikes = new LinkedHashMap<>();
    Map<Integer, Tensor> membranes = new LinkedHashMap<>();
    for (int p : plan.network().spikingPopulations()) {
      float[] emitted = unpacked(p, kept);
      spikes.put(p, byStep(p, kept, emitted));
      membranes.put(p, byStep(p, kept, afterReset(p, kept, emitted)));
    }
    float[] logits = new float[brought.length];
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < classes; c++) {
        double sum = 0;
        for (int t = 0; t < timeSteps; t++) {
          sum += brought[(n * timeSteps + t) * classes + c];
          logits[(t * count + n) * classes + c] = (float) sum;
        }
      }
    }
    return new Trace(spikes, membranes, Tensor.of(new int[] {timeSteps, count, classes}, logits));
  }

  private float[] unpacked(int p, Activations kept) {
    int neurons = plan.neurons(p);
    float[] spikes = new float[kept.images() * kept.steps() * neurons];
    for (int frame = 0; frame < kept.images() * kept.steps(); frame++) {
      kept.unpack(p, frame / kept.steps(), frame % kept.steps(), spikes, frame * neurons);
    }
    return spikes;
  }

  private float[] afterReset(int p, Activations kept, float[] spikes) {
    Population population = plan.population(p);
    Reset reset = ((Neuron.Lif) population.neuron()).reset();
    float threshold = parameters.threshold(p);
    float[] potentials = kept.potentials(p).clone();
    for (int i = 0; i < potentials.length; i++) {
      potentials[i] =
          reset == Reset.HARD
              ? potentials[i] * (1 - spikes[i])
              : potentials[i] - threshold * spikes[i];
    }
    return potentials;
  }

  /** From {@code [n][t][row][column][channel]} to {@code [t][n][channel][row][column]}. */
  private Tensor byStep(int p, Activations kept, float[] values) {
    Shape shape = plan.population(p).shape();
    int neurons = shape.neurons();
    int images = kept.images();
    int steps = kept.steps();
    float[] sorted = new float[images * steps * neurons];
    for (int n = 0; n < images; n++) {
      for (int t = 0; t < steps; t++) {
        Layout.toChannelsFirst(
            shape, values, (n * steps + t) * neurons, sorted, (t * images + n) * neurons);
      }
    }
    int[] dimensions = {steps, images, shape.channels(), shape.height(), shape.width()};
    return Tensor.of(dimensions, sorted);
  }

  @Override
  public CurrentProbe probe(Tensor images, int timeSteps) {
    check(images, timeSteps);
    // The probe outlives this call, and reads weights of any synapse in any way.
    joined.forbid();
    return new FloatProbe(plan, parameters, tiles, forward, workers, scratch, images, timeSteps);
  }

  @Override
  public List<LayerWork> work() {
    order.requireOpen();
    return time.work();
  }

  @Override
  public Parameters parameters() {
    order.requireOpen();
    joined.split();
    return new Parameters(parameters.arrays().export());
  }

  @Override
  public void close() {
    order.close();
    parameters = null;
    scratch = null;
    forward = null;
    tiles = null;
    joined = null;
    activations = null;
  }

  final void check(Tensor images, int timeSteps) {
    order.requireOpen();
    SessionChecks.images(plan.network(), images);
    SessionChecks.timeSteps(plan.network(), timeSteps);
  }
}
