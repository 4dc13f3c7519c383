package org.dietsnn.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.MapBinder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.Benchmark;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.in.BenchmarkNetwork;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.Conversion;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.ConvertNetwork;
import org.dietsnn.application.port.in.EvaluateCommand;
import org.dietsnn.application.port.in.EvaluateNetwork;
import org.dietsnn.application.port.in.Evaluation;
import org.dietsnn.application.port.in.ExportNetwork;
import org.dietsnn.application.port.in.FetchDataSet;
import org.dietsnn.application.port.in.ImportNetwork;
import org.dietsnn.application.port.in.InspectFile;
import org.dietsnn.application.port.in.PassSpeed;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.in.TrainNetwork;
import org.dietsnn.application.port.in.VerifyDataSet;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.EpochMetrics;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.application.service.DataSetFetchService;
import org.dietsnn.application.service.DataSetVerificationService;
import org.dietsnn.application.service.ExportService;
import org.dietsnn.application.service.ImportService;
import org.dietsnn.application.service.InspectionService;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.conversion.SpikingTwin;
import org.dietsnn.domain.energy.EnergyModel;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.tensor.Precision;

/**
 * Ports in that write real checkpoints and invent figures, in no time; those about published data
 * sets are the real ones.
 */
final class FakeUseCases extends AbstractModule {
  final List<TrainCommand> trainings = new ArrayList<>();
  final List<ConvertCommand> conversions = new ArrayList<>();
  final List<EvaluateCommand> evaluations = new ArrayList<>();

  final List<BenchmarkCommand> benchmarks = new ArrayList<>();

  /** What each benchmark finds in its layers. */
  List<LayerWork> work = List.of();

  /** The epoch after which the next training stops with a failure; 0 for none. */
  int stopAfterEpoch;

  /** Thrown by the next evaluation if not null. */
  RuntimeException evaluationFailure;

  @Override
  protected void configure() {
    bind(FetchDataSet.class).to(DataSetFetchService.class);
    bind(VerifyDataSet.class).to(DataSetVerificationService.class);
    bind(InspectFile.class).to(InspectionService.class);
    bind(ImportNetwork.class).to(ImportService.class);
    bind(ExportNetwork.class).to(ExportService.class);
    MapBinder<String, ComputeBackend> backends =
        MapBinder.newMapBinder(binder(), String.class, ComputeBackend.class);
    backends.addBinding("cpu").toInstance(new NamedBackend("cpu"));
    backends.addBinding("reference").toInstance(new NamedBackend("reference"));
    backends
        .addBinding("absent")
        .toProvider(
            () -> {
              throw new FailureException(FailureKind.UNAVAILABLE, "no such device here");
            });
  }

  @Provides
  TrainNetwork training(RunStore store) {
    return (command, progress) -> train(store, command, progress);
  }

  @Provides
  ConvertNetwork conversion() {
    return this::convert;
  }

  @Provides
  EvaluateNetwork evaluation() {
    return this::evaluate;
  }

  @Provides
  BenchmarkNetwork benchmark() {
    return this::benchmark;
  }

  private Checkpoint train(RunStore store, TrainCommand command, ProgressListener progress) {
    trainings.add(command);
    List<EpochMetrics> history = new ArrayList<>();
    if (command.resume() && store.exists(command.folder().resolve("last.safetensors"))) {
      history.addAll(
          store
              .load(command.folder().resolve("last.safetensors"))
              .training()
              .orElseThrow()
              .history());
    }
    Checkpoint checkpoint = null;
    for (int epoch = history.size() + 1; epoch <= command.recipe().epochs(); epoch++) {
      progress.begin("epoch " + epoch, 10);
      progress.advance(10, "loss 0.5");
      progress.end();
      progress.notice("epoch %d: loss 0.5".formatted(epoch));
      history.add(new EpochMetrics(epoch, .1, .5, .8, .6, .7 + .01 * epoch, List.of(), 1));
      TrainingState state =
          new TrainingState(
              command.recipe().settings(),
              command.initial().fingerprint(),
              epoch,
              epoch,
              epoch,
              Optional.of(new Parameters(Map.of())),
              history);
      checkpoint =
          new Checkpoint(
              command.model(), command.initial(), command.provenance(), Optional.of(state));
      store.save(command.folder().resolve("last.safetensors"), checkpoint);
      store.save(command.folder().resolve("best.safetensors"), checkpoint);
      if (epoch == stopAfterEpoch) {
        stopAfterEpoch = 0;
        throw new FailureException(FailureKind.TRAINING, "the loss is not finite");
      }
    }
    return checkpoint;
  }

  private Conversion convert(ConvertCommand command, ProgressListener progress) {
    conversions.add(command);
    Model model = command.ann().model().with(command.neuron(), command.timeSteps());
    Network network = model.network();
    Parameters parameters =
        SpikingTwin.parameters(command.ann().parameters(), network, 2, command.leak());
    List<Conversion.LayerThreshold> layers = new ArrayList<>();
    for (int p : network.spikingPopulations()) {
      layers.add(new Conversion.LayerThreshold(network.population(p).name(), 4, 2));
    }
    return new Conversion(
        new Checkpoint(
            model,
            parameters,
            command.ann().provenance(),
            command.ann().training().map(TrainingState::withoutOptimiserState)),
        layers,
        .5,
        List.of(new Conversion.Trial(.5, .9)));
  }

  private Evaluation evaluate(EvaluateCommand command, ProgressListener progress) {
    evaluations.add(command);
    if (evaluationFailure != null) {
      throw evaluationFailure;
    }
    Network network = command.checkpoint().model().network();
    int images = command.images().size();
    Activity activity = activity(network, images, command.timeSteps());
    return new Evaluation(
        images,
        0,
        images - 10,
        .95,
        .99,
        .1,
        Collections.nCopies(images, 0),
        activity,
        EnergyModel.cmos45().estimate(network, activity),
        .5);
  }

  /** Rounds of 0.1 s, 0.2 s and so on for inference, three times as long for training. */
  private Benchmark benchmark(BenchmarkCommand command, ProgressListener progress) {
    benchmarks.add(command);
    Network network = command.subject().model().network();
    int timeSteps = command.subject().timeSteps();
    List<PassSpeed> passes = new ArrayList<>();
    for (BenchmarkedPass pass : command.passes()) {
      progress.begin(pass.name(), command.rounds());
      double unit = pass == BenchmarkedPass.INFERENCE ? .1 : .3;
      passes.add(
          new PassSpeed(
              pass,
              command.batch(),
              pass.denseOperations(network, timeSteps),
              IntStream.rangeClosed(1, command.rounds()).mapToObj(r -> r * unit).toList(),
              activity(network, command.batch(), timeSteps),
              work));
      progress.end();
    }
    return new Benchmark(network, timeSteps, command.batch(), passes);
  }

  /** Every neuron fires once in two images. */
  private static Activity activity(Network network, int images, int timeSteps) {
    List<Long> spikes = new ArrayList<>();
    List<List<Long>> arriving = new ArrayList<>();
    for (Population population : network.populations()) {
      spikes.add(images * (long) population.shape().neurons() / 2);
      arriving.add(
          population.synapses().stream()
              .map(s -> images * (long) network.sourceShape(s).neurons() / 2)
              .toList());
    }
    return new Activity(images, timeSteps, spikes, arriving, 1000L * images, 9000L * images);
  }

  /** A name without a machine. */
  private record NamedBackend(String name) implements ComputeBackend {
    @Override
    public String description() {
      return "no machine";
    }

    @Override
    public Precision precision() {
      return Precision.FLOAT32;
    }

    @Override
    public NetworkSession open(Network network, Parameters parameters) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TrainingSession openTraining(
        Network network, Parameters parameters, Optimiser optimiser) {
      throw new UnsupportedOperationException();
    }
  }
}
