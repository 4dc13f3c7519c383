package org.dietsnn.application.run;

import java.util.Map;

/**
 * How a checkpoint came to be.
 *
 * @param config the configuration as it was run, as text
 * @param seed the seed of all random draws, that of the held-out images among them
 * @param validation share of the training images held out for model selection, in (0, 1)
 * @param data name of the data set
 * @param dataFingerprint hash of its training images and labels
 * @param versions versions of this software, the Java runtime and the compute backend
 * @param origin what it was made from: {@code initialised}, or the checkpoint that was trained
 *     further or converted, and how
 */
public record Provenance(
    String config,
    long seed,
    double validation,
    String data,
    String dataFingerprint,
    Map<String, String> versions,
    String origin) {
  public Provenance {
    versions = Map.copyOf(versions);
    if (!(validation > 0 && validation < 1)) {
      throw new IllegalArgumentException("validation share " + validation + ", must be in (0, 1)");
    }
  }

  /**
   * Whether a later stage with this seed and this validation share holds out the same images, so
   * that it never validates on images that the parameters were trained on. On other data it always
   * does.
   *
   * @param otherFingerprint hash of the training images of the later stage
   */
  public boolean holdsOutTheSame(String otherFingerprint, long otherSeed, double otherValidation) {
    return !dataFingerprint.equals(otherFingerprint)
        || (seed == otherSeed && validation == otherValidation);
  }

  /**
   * Refuses a later stage that would hold out other images.
   *
   * @throws IllegalArgumentException unless {@link #holdsOutTheSame}; the message says what to pass
   */
  public void requireTheSameHeldOut(
      String otherFingerprint, long otherSeed, double otherValidation) {
    if (!holdsOutTheSame(otherFingerprint, otherSeed, otherValidation)) {
      throw new IllegalArgumentException(
          "seed "
              + otherSeed
              + " and validation share "
              + otherValidation
              + " hold out images that the checkpoint was trained on; pass its seed "
              + seed
              + " and its validation share "
              + validation);
    }
  }
}
