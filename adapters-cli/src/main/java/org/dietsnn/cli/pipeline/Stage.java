package org.dietsnn.cli.pipeline;

import java.util.List;

/** A stage of a run, its sub-folder, and the configuration keys that decide its result. */
public enum Stage {
  ANN("ann", List.of("seed", "backend", "data.set", "net.", "ann.")),
  CONVERTED(
      "converted",
      List.of(
          "seed",
          "backend",
          "data.set",
          "ann.validation",
          "convert.",
          "neuron.time-steps",
          "neuron.reset")),
  SNN("snn", List.of("seed", "backend", "data.set", "neuron.", "snn."));

  private final String folder;
  private final List<String> keys;

  Stage(String folder, List<String> keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /** The name of its folder within a run folder. */
  public String folder() {
    return folder;
  }

  /** Whether a configuration key decides its result. */
  boolean dependsOn(String key) {
    return keys.stream().anyMatch(k -> k.endsWith(".") ? key.startsWith(k) : key.equals(k));
  }
}
