package org.dietsnn.application.port.in;

import java.util.List;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.conversion.PercentileRule;
import org.dietsnn.domain.neuron.Neuron;

/**
 * A conversion to run.
 *
 * @param backend what computes
 * @param ann a checkpoint with rectifying neurons
 * @param neuron the spiking neuron to put in their place
 * @param timeSteps T of the spiking network
 * @param data the images the ANN was trained with
 * @param calibration number of training images in the one batch that is looked at
 * @param searchSteps time steps over which currents are looked at; 100 in the original
 * @param percentile which current stands for the largest
 * @param scalings factors to try on the thresholds that were searched, never on the default ones;
 *     the one with the best accuracy on the validation split at T steps is taken, of equals the one
 *     given first, a single one without trying
 * @param leak leak of every population, in (0, 1]
 * @param search which layers are searched
 * @param defaultThreshold threshold of the layers that are not, as it is without scaling
 * @param validation share of the training images held out; that of the ANN if these are the images
 *     it was trained with; calibration images are never from it
 * @param seed which images those are; likewise
 */
public record ConvertCommand(
    ComputeBackend backend,
    Checkpoint ann,
    Neuron.Lif neuron,
    int timeSteps,
    DataSet data,
    int calibration,
    int searchSteps,
    PercentileRule percentile,
    List<Double> scalings,
    double leak,
    ThresholdSearch search,
    double defaultThreshold,
    double validation,
    long seed) {
  public ConvertCommand {
    scalings = List.copyOf(scalings);
    require(!ann.model().spiking(), "conversion starts from an ANN, the checkpoint holds an SNN");
    require(timeSteps >= 1, "time steps T = " + timeSteps + ", must be >= 1");
    require(calibration >= 1, "calibration images " + calibration + ", must be >= 1");
    require(searchSteps >= 1, "search steps " + searchSteps + ", must be >= 1");
    require(
        !scalings.isEmpty() && scalings.stream().allMatch(s -> s > 0),
        "threshold scalings " + scalings + ", must be at least one number > 0");
    require(leak > 0 && leak <= 1, "leak " + leak + ", must be in (0, 1]");
    require(defaultThreshold > 0, "threshold " + defaultThreshold + ", must be > 0");
    require(
        data.shape().equals(ann.model().architecture().input()),
        "the network reads images of %s, data set %s has %s"
            .formatted(ann.model().architecture().input(), data.name(), data.shape()));
    ann.provenance().requireTheSameHeldOut(data.train().fingerprint(), seed, validation);
  }

  /**
   * A conversion with the settings of DIET-SNN, as {@code dietsnn convert} does it unless told
   * otherwise.
   *
   * @param backend what computes
   * @param data the images the ANN was trained with
   * @param ann a checkpoint with rectifying neurons, whose held-out images are held out again
   * @param timeSteps T of the spiking network
   */
  public static ConvertCommand standard(
      ComputeBackend backend, DataSet data, Checkpoint ann, int timeSteps) {
    return new ConvertCommand(
        backend,
        ann,
        Neuron.Lif.standard(),
        timeSteps,
        data,
        256,
        100,
        PercentileRule.standard(),
        List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0),
        1,
        ThresholdSearch.ALL_LAYERS,
        1,
        ann.provenance().validation(),
        ann.provenance().seed());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
