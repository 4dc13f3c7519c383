package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.dietsnn.cpu.kernel.ScalarWinograd;

/** The transforms of tiles, a vector of channels at a time; else as {@link ScalarWinograd}. */
final class VectorWinograd {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorWinograd() {}

  static void weights(int count, float[] g, int gStart, float[] to, int toStart) {
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int at = gStart + i;
      FloatVector g00 = fromArray(SPECIES, g, at);
      FloatVector g01 = fromArray(SPECIES, g, at + count);
      FloatVector g02 = fromArray(SPECIES, g, at + 2 * count);
      FloatVector g10 = fromArray(SPECIES, g, at + 3 * count);
      FloatVector g11 = fromArray(SPECIES, g, at + 4 * count);
      FloatVector g12 = fromArray(SPECIES, g, at + 5 * count);
      FloatVector g20 = fromArray(SPECIES, g, at + 6 * count);
      FloatVector g21 = fromArray(SPECIES, g, at + 7 * count);
      FloatVector g22 = fromArray(SPECIES, g, at + 8 * count);
      FloatVector h10 = g00.add(g10).add(g20).mul(0.5f);
      FloatVector h20 = g00.sub(g10).add(g20).mul(0.5f);
      FloatVector h11 = g01.add(g11).add(g21).mul(0.5f);
      FloatVector h21 = g01.sub(g11).add(g21).mul(0.5f);
      FloatVector h12 = g02.add(g12).add(g22).mul(0.5f);
      FloatVector h22 = g02.sub(g12).add(g22).mul(0.5f);
      int point = toStart + i;
      g00.intoArray(to, point);
      g00.add(g01).add(g02).mul(0.5f).intoArray(to, point + count);
      g00.sub(g01).add(g02).mul(0.5f).intoArray(to, point + 2 * count);
      g02.intoArray(to, point + 3 * count);
      h10.intoArray(to, point + 4 * count);
      h10.add(h11).add(h12).mul(0.5f).intoArray(to, point + 5 * count);
      h10.sub(h11).add(h12).mul(0.5f).intoArray(to, point + 6 * count);
      h12.intoArray(to, point + 7 * count);
      h20.intoArray(to, point + 8 * count);
      h20.add(h21).add(h22).mul(0.5f).intoArray(to, point + 9 * count);
      h20.sub(h21).add(h22).mul(0.5f).intoArray(to, point + 10 * count);
      h22.intoArray(to, point + 11 * count);
      g20.intoArray(to, point + 12 * count);
      g20.add(g21).add(g22).mul(0.5f).intoArray(to, point + 13 * count);
      g20.sub(g21).add(g22).mul(0.5f).intoArray(to, point + 14 * count);
      g22.intoArray(to, point + 15 * count);
    }
    ScalarWinograd.weights(bound, count, g, gStart, to, toStart);
  }

  static void input(
      int channels,
      float[] d,
      int dStart,
      int rowStride,
      float[] to,
      int toStart,
      int pointStride) {
    int bound = SPECIES.loopBound(channels);
    for (int i = 0; i < bound; i += LANES) {
      int row0 = dStart + i;
      int row1 = row0 + rowStride;
      int row2 = row1 + rowStride;
      int row3 = row2 + rowStride;
      FloatVector d00 = fromArray(SPECIES, d, row0);
      FloatVector d01 = fromArray(SPECIES, d, row0 + channels);
      FloatVector d02 = fromArray(SPECIES, d, row0 + 2 * channels);
      FloatVector d03 = fromArray(SPECIES, d, row0 + 3 * channels);
      FloatVector d10 = fromArray(SPECIES, d, row1);
      FloatVector d11 = fromArray(SPECIES, d, row1 + channels);
      FloatVector d12 = fromArray(SPECIES, d, row1 + 2 * channels);
      FloatVector d13 = fromArray(SPECIES, d, row1 + 3 * channels);
      FloatVector d20 = fromArray(SPECIES, d, row2);
      FloatVector d21 = fromArray(SPECIES, d, row2 + channels);
      FloatVector d22 = fromArray(SPECIES, d, row2 + 2 * channels);
      FloatVector d23 = fromArray(SPECIES, d, row2 + 3 * channels);
      FloatVector d30 = fromArray(SPECIES, d, row3);
      FloatVector d31 = fromArray(SPECIES, d, row3 + channels);
      FloatVector d32 = fromArray(SPECIES, d, row3 + 2 * channels);
      FloatVector d33 = fromArray(SPECIES, d, row3 + 3 * channels);
      FloatVector r00 = d00.sub(d20);
      FloatVector r10 = d10.add(d20);
      FloatVector r20 = d20.sub(d10);
      FloatVector r30 = d10.sub(d30);
      FloatVector r01 = d01.sub(d21);
      FloatVector r11 = d11.add(d21);
      FloatVector r21 = d21.sub(d11);
      FloatVector r31 = d11.sub(d31);
      FloatVector r02 = d02.sub(d22);
      FloatVector r12 = d12.add(d22);
      FloatVector r22 = d22.sub(d12);
      FloatVector r32 = d12.sub(d32);
      FloatVector r03 = d03.sub(d23);
      FloatVector r13 = d13.add(d23);
      FloatVector r23 = d23.sub(d13);
      FloatVector r33 = d13.sub(d33);
      int at = toStart + i;
      r00.sub(r02).intoArray(to, at);
      r01.add(r02).intoArray(to, at + pointStride);
      r02.sub(r01).intoArray(to, at + 2 * pointStride);
      r01.sub(r03).intoArray(to, at + 3 * pointStride);
      r10.sub(r12).intoArray(to, at + 4 * pointStride);
      r11.add(r12).intoArray(to, at + 5 * pointStride);
      r12.sub(r11).intoArray(to, at + 6 * pointStride);
      r11.sub(r13).intoArray(to, at + 7 * pointStride);
      r20.sub(r22).intoArray(to, at + 8 * pointStride);
      r21.add(r22).intoArray(to, at + 9 * pointStride);
      r22.sub(r21).intoArray(to, at + 10 * pointStride);
      r21.sub(r23).intoArray(to, at + 11 * pointStride);
      r30.sub(r32).intoArray(to, at + 12 * pointStride);
      r31.add(r32).intoArray(to, at + 13 * pointStride);
      r32.sub(r31).intoArray(to, at + 14 * pointStride);
      r31.sub(r33).intoArray(to, at + 15 * pointStride);
    }
    ScalarWinograd.input(bound, channels, d, dStart, rowStride, to, toStart, pointStride);
  }

  static void output(
      int channels,
      float[] m,
      int mStart,
      int pointStride,
      float[] to,
      int toStart,
      int pixelStride,
      int rowStride,
      boolean accumulate) {
    int bound = SPECIES.loopBound(channels);
    for (int i = 0; i < bound; i += LANES) {
      int at = mStart + i;
      FloatVector m10 = fromArray(SPECIES, m, at + 4 * pointStride);
      FloatVector m20 = fromArray(SPECIES, m, at + 8 * pointStride);
      FloatVector u0 = fromArray(SPECIES, m, at).add(m10).add(m20);
      FloatVector v0 = m10.sub(m20).sub(fromArray(SPECIES, m, at + 12 * pointStride));
      FloatVector m11 = fromArray(SPECIES, m, at + 5 * pointStride);
      FloatVector m21 = fromArray(SPECIES, m, at + 9 * pointStride);
      FloatVector u1 = fromArray(SPECIES, m, at + pointStride).add(m11).add(m21);
      FloatVector v1 = m11.sub(m21).sub(fromArray(SPECIES, m, at + 13 * pointStride));
      FloatVector m12 = fromArray(SPECIES, m, at + 6 * pointStride);
      FloatVector m22 = fromArray(SPECIES, m, at + 10 * pointStride);
      FloatVector u2 = fromArray(SPECIES, m, at + 2 * pointStride).add(m12).add(m22);
      FloatVector v2 = m12.sub(m22).sub(fromArray(SPECIES, m, at + 14 * pointStride));
      FloatVector m13 = fromArray(SPECIES, m, at + 7 * pointStride);
      FloatVector m23 = fromArray(SPECIES, m, at + 11 * pointStride);
      FloatVector u3 = fromArray(SPECIES, m, at + 3 * pointStride).add(m13).add(m23);
      FloatVector v3 = m13.sub(m23).sub(fromArray(SPECIES, m, at + 15 * pointStride));
      int upper = toStart + i;
      int lower = upper + rowStride;
      put(u0.add(u1).add(u2), to, upper, accumulate);
      put(u1.sub(u2).sub(u3), to, upper + pixelStride, accumulate);
      put(v0.add(v1).add(v2), to, lower, accumulate);
      put(v1.sub(v2).sub(v3), to, lower + pixelStride, accumulate);
    }
    ScalarWinograd.output(
        bound, channels, m, mStart, pointStride, to, toStart, pixelStride, rowStride, accumulate);
  }

  private static void put(FloatVector result, float[] to, int at, boolean accumulate) {
    if (accumulate) {
      fromArray(SPECIES, to, at).add(result).intoArray(to, at);
    } else {
      result.intoArray(to, at);
    }
  }
}
