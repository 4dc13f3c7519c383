package org.dietsnn.application.run;

import java.util.Map;

/**
 * How a checkpoint came to be.
 *
 * @param config the configuration as it was run, as text
 * @param seed the seed of all random draws
 * @param data name of the data set
 * @param dataFingerprint hash of its training images and labels
 * @param versions versions of this software, the Java runtime and the compute backend
 * @param origin what the training started from: {@code initialised}, or the checkpoint it continues
 */
public record Provenance(
    String config,
    long seed,
    String data,
    String dataFingerprint,
    Map<String, String> versions,
    String origin) {
  public Provenance {
    versions = Map.copyOf(versions);
  }
}
