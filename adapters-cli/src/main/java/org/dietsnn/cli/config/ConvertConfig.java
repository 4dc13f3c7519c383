package org.dietsnn.cli.config;

import java.util.List;
import org.dietsnn.application.port.in.ThresholdSearch;

/**
 * How thresholds are found.
 *
 * @param percentile which current stands for the largest
 * @param calibration training images that are looked at
 * @param searchSteps time steps over which they are looked at
 * @param scalings factors on all thresholds; the best on the validation split is taken
 * @param leak leak of every population after conversion
 * @param search {@code all} layers, or {@code stem} as the authors' code
 * @param defaultThreshold threshold of layers that are not searched
 */
public record ConvertConfig(
    double percentile,
    int calibration,
    int searchSteps,
    List<Double> scalings,
    double leak,
    String search,
    double defaultThreshold) {
  private static final List<String> SEARCHES = List.of("all", "stem");

  public ConvertConfig {
    InvalidSetting.unless(
        percentile >= 0 && percentile <= 100, "percentile", "a number in [0, 100]", percentile);
    InvalidSetting.unless(calibration >= 1, "calibration", "a whole number >= 1", calibration);
    InvalidSetting.unless(searchSteps >= 1, "search-steps", "a whole number >= 1", searchSteps);
    InvalidSetting.unless(
        scalings != null
            && !scalings.isEmpty()
            && scalings.stream().allMatch(s -> s != null && s > 0 && Double.isFinite(s)),
        "scalings",
        "at least one number, all > 0",
        scalings);
    scalings = List.copyOf(scalings);
    InvalidSetting.unless(leak > 0 && leak <= 1, "leak", "a number in (0, 1]", leak);
    search = Call.parse("search", search, SEARCHES).toString();
    InvalidSetting.unless(
        defaultThreshold > 0 && Double.isFinite(defaultThreshold),
        "default-threshold",
        "a finite number > 0",
        defaultThreshold);
  }

  /** Which layers are searched. */
  public ThresholdSearch layers() {
    return search.equals("all") ? ThresholdSearch.ALL_LAYERS : ThresholdSearch.STEM_ONLY;
  }
}
