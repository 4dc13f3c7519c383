package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.dietsnn.application.port.in.EvaluateCommand;
import org.dietsnn.application.port.in.EvaluateNetwork;
import org.dietsnn.application.port.in.Evaluation;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.energy.EnergyModel;
import org.dietsnn.domain.network.Network;

/** Runs a network over a set of images and sums up. */
public final class EvaluationService implements EvaluateNetwork {
  private static final double CONFIDENCE = 0.95;

  /** A service without state. */
  @Inject
  public EvaluationService() {}

  @Override
  public Evaluation evaluate(EvaluateCommand command, ProgressListener progress) {
    Model model = command.checkpoint().model();
    Network network = model.network();
    int[] all = IntStream.range(0, command.images().size()).toArray();
    try (NetworkSession session =
        command.backend().open(network, command.checkpoint().parameters())) {
      progress.begin("evaluate", all.length);
      ImageRun run =
          ImageRun.of(
              session,
              model,
              command.timeSteps(),
              command.images(),
              all,
              command.batch(),
              progress);
      progress.end();
      // Rounding can move an end that lies at 0 % or 100 % to the wrong side of it.
      ConfidenceInterval interval =
          new WilsonScoreInterval().createInterval(run.images(), run.correct(), CONFIDENCE);
      return new Evaluation(
          run.images(),
          run.leftOut(),
          run.correct(),
          Math.max(0, Math.min(interval.getLowerBound(), run.accuracy())),
          Math.min(1, Math.max(interval.getUpperBound(), run.accuracy())),
          run.loss(),
          run.predictions(),
          run.activity(),
          EnergyModel.cmos45().estimate(network, run.activity()),
          run.seconds());
    }
  }
}
