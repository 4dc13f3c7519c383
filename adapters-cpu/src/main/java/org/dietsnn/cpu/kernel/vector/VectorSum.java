package org.dietsnn.cpu.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums an array with the Vector API; stands in until the kernels are here. */
public final class VectorSum {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private VectorSum() {}

  /** Returns the sum of {@code values}, which is not modified. */
  public static float sum(float[] values) {
    FloatVector lanes = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(values.length);
    int i = 0;
    for (; i < bound; i += SPECIES.length()) {
      lanes = lanes.add(FloatVector.fromArray(SPECIES, values, i));
    }
    float sum = lanes.reduceLanes(VectorOperators.ADD);
    for (; i < values.length; i++) {
      sum += values[i];
    }
    return sum;
  }
}
