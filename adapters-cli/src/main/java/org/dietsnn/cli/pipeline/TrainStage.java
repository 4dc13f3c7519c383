package org.dietsnn.cli.pipeline;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.cli.report.TrainingReport;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;

/** Trains the ANN or the SNN into its stage folder; a finished training is not repeated. */
public final class TrainStage {
  private final Bench bench;

  /** The stage on a bench. */
  public TrainStage(Bench bench) {
    this.bench = bench;
  }

  /** Trains the ANN from weights drawn from the seed. */
  public TrainingReport ann() {
    Architecture architecture =
        bench.config().net().architecture(bench.data().shape(), bench.data().classNames().size());
    Model model =
        new Model(
            architecture,
            new Neuron.Relu(),
            1,
            bench.data().normalisation(),
            bench.data().classNames());
    Network network = model.network();
    Parameters initial =
        bench
            .config()
            .net()
            .firstWeights()
            .draw(network, new SplittableRandom(bench.config().seed()));
    return train(
        Stage.ANN,
        model,
        initial,
        bench.config().ann().recipe(),
        "",
        "initialised (" + bench.config().net().initialisation() + ")");
  }

  /**
   * Trains the SNN from a checkpoint.
   *
   * @param from an SNN, converted or trained before
   */
  public TrainingReport snn(Path from) {
    Checkpoint start = bench.useCases().store().load(from);
    if (!start.model().spiking()) {
      throw new IllegalArgumentException(
          "%s holds an ANN; convert it first, as in: dietsnn convert --from %s"
              .formatted(from, from));
    }
    bench.requireTheSameHeldOut(from, start, bench.config().snn().validation(), "snn.validation");
    Model model =
        start.model().with(bench.config().neuron().neuron(), bench.config().neuron().timeSteps());
    return train(
        Stage.SNN,
        model,
        start.parameters(),
        bench.config().snn().recipe(),
        start.parameters().fingerprint(),
        from + ", " + start.provenance().origin());
  }

  private TrainingReport train(
      Stage stage, Model model, Parameters initial, Recipe recipe, String started, String origin) {
    StageFolder folder = new StageFolder(bench.output(), stage);
    // Refuses what does not fit before anything in the folder is touched.
    TrainCommand command =
        new TrainCommand(
            bench.backend(),
            model,
            initial,
            bench.data(),
            recipe,
            bench.provenance(stage, recipe.validation(), origin),
            folder.path(),
            bench.existing() == ExistingRun.RESUME,
            bench.config().saveEvery());
    folder.claim(bench.config(), started, bench.existing());
    Optional<TrainingReport> finished = folder.result(TrainingReport.class);
    if (finished.isPresent()) {
      bench.progress().notice("%s is finished already".formatted(folder.path()));
      return finished.get();
    }
    Network network = model.network();
    bench
        .progress()
        .notice(
            String.format(
                Locale.ROOT,
                "%s: %d parameters, %.2f million multiply-accumulates per image",
                stage.name(),
                network.parameterCount(),
                network.macs() * 1e-6));
    Checkpoint best = bench.useCases().training().train(command, bench.progress());
    TrainingReport report = report(stage, folder, network, best);
    folder.finish(report);
    return report;
  }

  private TrainingReport report(Stage stage, StageFolder folder, Network network, Checkpoint best) {
    TrainingState state =
        bench
            .useCases()
            .store()
            .load(folder.last())
            .training()
            .or(best::training)
            .orElseThrow(() -> new IllegalStateException(folder.last() + " has no history"));
    int bestEpoch = state.bestEpoch();
    return new TrainingReport(
        stage.name().toLowerCase(Locale.ROOT),
        folder.best().toString(),
        network.parameterCount(),
        network.macs(),
        bestEpoch,
        state.history().get(Math.max(0, bestEpoch - 1)).validationAccuracy(),
        state.history());
  }
}
