package org.dietsnn.application.format;

import java.util.List;

/**
 * What one parameter of a network was made of.
 *
 * @param name of the parameter
 * @param shape of the parameter
 * @param origin how its value came about
 * @param from the tensors of the file it was made of; for one that does not fit, those that were
 *     looked at; for one that is missing, none
 * @param note why it does not fit, what was looked for, or what constant it is; may be empty
 */
public record MatchedParameter(
    String name, List<Long> shape, Origin origin, List<TensorDescription> from, String note) {

  /** How the value of a parameter came about. */
  public enum Origin {
    /** The values of a tensor as they are. */
    COPIED,
    /** Weight or bias with a batch normalisation folded in. */
    FOLDED,
    /** A constant of the architecture, set by the importer and not read from the file. */
    CONSTANT,
    /** The file has a tensor for it, but of another shape. */
    MISFIT,
    /** The file has nothing for it. */
    MISSING
  }

  public MatchedParameter {
    shape = List.copyOf(shape);
    from = List.copyOf(from);
  }

  /** Whether the parameter has a value. */
  public boolean found() {
    return origin != Origin.MISFIT && origin != Origin.MISSING;
  }
}
