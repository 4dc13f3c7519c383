package org.dietsnn.cli.config;

import java.util.List;
import java.util.Locale;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.neuron.Reset;
import org.dietsnn.domain.neuron.Surrogate;

/**
 * The spiking neuron.
 *
 * @param timeSteps T, for how many steps an image is presented
 * @param reset {@code soft}, {@code soft-unleaked} or {@code hard}
 * @param surrogate stands in for the derivative of a spike, for example {@code linear(gamma=0.3)}
 */
public record NeuronConfig(int timeSteps, String reset, String surrogate) {
  private static final List<String> RESETS = List.of("soft", "soft-unleaked", "hard");
  private static final List<String> SURROGATES =
      List.of(
          "linear(gamma=0.3)",
          "exponential(alpha=0.3, beta=1)",
          "fast-sigmoid(slope=2)",
          "arctan(alpha=2)",
          "rectangular(width=1)");

  public NeuronConfig {
    InvalidSetting.unless(timeSteps >= 1, "time-steps", "a whole number >= 1", timeSteps);
    reset = Call.parse("reset", reset, RESETS).toString();
    Call call = Call.parse("surrogate", surrogate, SURROGATES);
    surrogate = call.toString();
    call.parameters()
        .forEach(
            (name, values) ->
                InvalidSetting.unless(
                    values.stream().allMatch(v -> v > 0 && Double.isFinite(v)),
                    "surrogate",
                    name + " a finite number > 0",
                    call));
  }

  /** The neuron of the hidden populations. */
  public Neuron.Lif neuron() {
    return new Neuron.Lif(
        Reset.valueOf(reset.toUpperCase(Locale.ROOT).replace('-', '_')), surrogateOf());
  }

  private Surrogate surrogateOf() {
    Call call = Call.parse("surrogate", surrogate, SURROGATES);
    return switch (call.name()) {
      case "exponential" -> new Surrogate.Exponential(call.value("alpha"), call.value("beta"));
      case "fast-sigmoid" -> new Surrogate.FastSigmoid(call.value("slope"));
      case "arctan" -> new Surrogate.ArcTan(call.value("alpha"));
      case "rectangular" -> new Surrogate.Rectangular(call.value("width"));
      default -> new Surrogate.Linear(call.value("gamma"));
    };
  }
}
