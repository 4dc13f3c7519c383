package org.dietsnn.application.port.in;

import java.util.OptionalDouble;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.initialisation.Initialisation;

/**
 * The network that a benchmark measures and where its images come from. Sealed, because each is
 * made ready in its own way.
 */
public sealed interface BenchmarkSubject permits BenchmarkSubject.Drawn, BenchmarkSubject.Trained {

  /** The network without its parameters. */
  Model model();

  /** T, for how many steps an image is presented; 1 for an ANN. */
  int timeSteps();

  /**
   * Random weights and random images, every pixel from N(0, 1).
   *
   * @param model the network; its own T
   * @param weights how they are drawn
   * @param spikeRate spikes per neuron and time step, in (0, 1), that every spiking population is
   *     brought to by its threshold; empty for an ANN
   */
  record Drawn(Model model, Initialisation weights, OptionalDouble spikeRate)
      implements BenchmarkSubject {
    public Drawn {
      if (model.spiking() != spikeRate.isPresent()) {
        throw new IllegalArgumentException(
            model.spiking()
                ? "an SNN that is drawn needs a spike rate"
                : "an ANN has no spike rate, found " + spikeRate.getAsDouble());
      }
      if (spikeRate.isPresent() && !(spikeRate.getAsDouble() > 0 && spikeRate.getAsDouble() < 1)) {
        throw new IllegalArgumentException(
            "spike rate "
                + spikeRate.getAsDouble()
                + ", must be in (0, 1) spikes per neuron and time step");
      }
    }

    @Override
    public int timeSteps() {
      return model.timeSteps();
    }
  }

  /**
   * A checkpoint on the first images of a set.
   *
   * @param checkpoint the network and its parameters
   * @param timeSteps T, usually that of the checkpoint; 1 for an ANN
   * @param images usually a test set
   */
  record Trained(Checkpoint checkpoint, int timeSteps, ImageSet images)
      implements BenchmarkSubject {
    public Trained {
      if (timeSteps < 1) {
        throw new IllegalArgumentException("time steps T = " + timeSteps + ", must be >= 1");
      }
      if (!checkpoint.model().spiking() && timeSteps != 1) {
        throw new IllegalArgumentException("an ANN takes T = 1, found T = " + timeSteps);
      }
    }

    @Override
    public Model model() {
      return checkpoint.model();
    }
  }
}
