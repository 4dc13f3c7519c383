package org.dietsnn.cli.pipeline;

import java.util.stream.Stream;

/** A stage of a run, its sub-folder, and the configuration keys that decide its result. */
public enum Stage {
  ANN("ann", "seed backend data.set " + Stage.PIXELS + "data.crop-scale net. ann."),
  CONVERTED(
      "converted",
      "seed backend data.set "
          + Stage.PIXELS
          + "ann.validation convert. neuron.time-steps neuron.reset"),
  SNN("snn", "seed backend data.set " + Stage.PIXELS + "data.crop-scale neuron. snn.");

  /** What decides how photographs become images. */
  private static final String PIXELS = "data.crop data.resize data.on-broken ";

  private final String folder;

  /** Keys, and with a dot at the end whole sections. */
  private final String keys;

  Stage(String folder, String keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /** The name of its folder within a run folder. */
  public String folder() {
    return folder;
  }

  /** Whether a configuration key decides its result. */
  boolean dependsOn(String key) {
    return Stream.of(keys.split(" "))
        .anyMatch(
            decisive -> decisive.endsWith(".") ? key.startsWith(decisive) : key.equals(decisive));
  }
}
