package org.dietsnn.cli.config;

/**
 * How networks are measured.
 *
 * @param batch images at a time
 */
public record EvaluateConfig(int batch) {
  public EvaluateConfig {
    InvalidSetting.unless(batch >= 1, "batch", "a whole number >= 1", batch);
  }
}
