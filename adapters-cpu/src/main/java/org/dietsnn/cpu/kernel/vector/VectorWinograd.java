package org.dietsnn.cpu.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.dietsnn.cpu.kernel.ScalarWinograd;
import org.dietsnn.cpu.kernel.WinogradTile;

/** The transforms of tiles, a vector of channels at a time; else as {@link ScalarWinograd}. */
final class VectorWinograd {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final float A = WinogradTile.A;
  private static final float B = WinogradTile.B;
  private static final float AA = A * A;
  private static final float BB = B * B;
  private static final float OVER_0 = WinogradTile.OVER_0;
  private static final float OVER_A = WinogradTile.OVER_A;
  private static final float OVER_B = WinogradTile.OVER_B;

  private VectorWinograd() {}

  static void input(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride) {
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int at = start + i;
      FloatVector d1 = fromArray(SPECIES, d, at + stride);
      FloatVector d2 = fromArray(SPECIES, d, at + 2 * stride);
      FloatVector d3 = fromArray(SPECIES, d, at + 3 * stride);
      FloatVector d4 = fromArray(SPECIES, d, at + 4 * stride);
      FloatVector evenA = d4.sub(d2.mul(BB));
      FloatVector oddA = d3.sub(d1.mul(BB)).mul(A);
      FloatVector evenB = d4.sub(d2.mul(AA));
      FloatVector oddB = d3.sub(d1.mul(AA)).mul(B);
      FloatVector first = fromArray(SPECIES, d, at).mul(AA * BB).sub(d2.mul(AA + BB)).add(d4);
      FloatVector last = fromArray(SPECIES, d, at + 5 * stride);
      int point = toStart + i;
      first.intoArray(to, point);
      evenA.add(oddA).intoArray(to, point + toStride);
      evenA.sub(oddA).intoArray(to, point + 2 * toStride);
      evenB.add(oddB).intoArray(to, point + 3 * toStride);
      evenB.sub(oddB).intoArray(to, point + 4 * toStride);
      d1.mul(AA * BB).sub(d3.mul(AA + BB)).add(last).intoArray(to, point + 5 * toStride);
    }
    ScalarWinograd.input(bound, count, d, start, stride, to, toStart, toStride);
  }

  static void output(
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate) {
    int bound = SPECIES.loopBound(count);
    if (accumulate) {
      for (int i = 0; i < bound; i += LANES) {
        int at = start + i;
        FloatVector m1 = fromArray(SPECIES, m, at + stride);
        FloatVector m2 = fromArray(SPECIES, m, at + 2 * stride);
        FloatVector m3 = fromArray(SPECIES, m, at + 3 * stride);
        FloatVector m4 = fromArray(SPECIES, m, at + 4 * stride);
        FloatVector evenA = m1.add(m2);
        FloatVector oddA = m1.sub(m2);
        FloatVector evenB = m3.add(m4);
        FloatVector oddB = m3.sub(m4);
        FloatVector last = oddA.mul(A * AA).add(oddB.mul(B * BB));
        int out = toStart + i;
        add(fromArray(SPECIES, m, at).add(evenA).add(evenB), to, out);
        add(oddA.mul(A).add(oddB.mul(B)), to, out + toStride);
        add(evenA.mul(AA).add(evenB.mul(BB)), to, out + 2 * toStride);
        add(last.add(fromArray(SPECIES, m, at + 5 * stride)), to, out + 3 * toStride);
      }
    } else {
      for (int i = 0; i < bound; i += LANES) {
        int at = start + i;
        FloatVector m1 = fromArray(SPECIES, m, at + stride);
        FloatVector m2 = fromArray(SPECIES, m, at + 2 * stride);
        FloatVector m3 = fromArray(SPECIES, m, at + 3 * stride);
        FloatVector m4 = fromArray(SPECIES, m, at + 4 * stride);
        FloatVector evenA = m1.add(m2);
        FloatVector oddA = m1.sub(m2);
        FloatVector evenB = m3.add(m4);
        FloatVector oddB = m3.sub(m4);
        FloatVector last = oddA.mul(A * AA).add(oddB.mul(B * BB));
        int out = toStart + i;
        fromArray(SPECIES, m, at).add(evenA).add(evenB).intoArray(to, out);
        oddA.mul(A).add(oddB.mul(B)).intoArray(to, out + toStride);
        evenA.mul(AA).add(evenB.mul(BB)).intoArray(to, out + 2 * toStride);
        last.add(fromArray(SPECIES, m, at + 5 * stride)).intoArray(to, out + 3 * toStride);
      }
    }
    ScalarWinograd.output(bound, count, m, start, stride, to, toStart, toStride, accumulate);
  }

  static void weights(
      int count, float[] g, int start, int stride, float[] to, int toStart, int toStride) {
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector g0 = fromArray(SPECIES, g, start + i);
      FloatVector g1 = fromArray(SPECIES, g, start + i + stride);
      FloatVector g2 = fromArray(SPECIES, g, start + i + 2 * stride);
      FloatVector evenA = g2.mul(AA).add(g0).mul(OVER_A);
      FloatVector oddA = g1.mul(OVER_A * A);
      FloatVector evenB = g2.mul(BB).add(g0).mul(OVER_B);
      FloatVector oddB = g1.mul(OVER_B * B);
      int point = toStart + i;
      g0.mul(OVER_0).intoArray(to, point);
      evenA.add(oddA).intoArray(to, point + toStride);
      evenA.sub(oddA).intoArray(to, point + 2 * toStride);
      evenB.add(oddB).intoArray(to, point + 3 * toStride);
      evenB.sub(oddB).intoArray(to, point + 4 * toStride);
      g2.intoArray(to, point + 5 * toStride);
    }
    ScalarWinograd.weights(bound, count, g, start, stride, to, toStart, toStride);
  }

  static void outputGradient(
      int count, float[] d, int start, int stride, float[] to, int toStart, int toStride) {
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector d0 = fromArray(SPECIES, d, start + i);
      FloatVector d1 = fromArray(SPECIES, d, start + i + stride);
      FloatVector d2 = fromArray(SPECIES, d, start + i + 2 * stride);
      FloatVector d3 = fromArray(SPECIES, d, start + i + 3 * stride);
      FloatVector evenA = d2.mul(AA).add(d0);
      FloatVector oddA = d3.mul(AA).add(d1).mul(A);
      FloatVector evenB = d2.mul(BB).add(d0);
      FloatVector oddB = d3.mul(BB).add(d1).mul(B);
      int point = toStart + i;
      d0.intoArray(to, point);
      evenA.add(oddA).intoArray(to, point + toStride);
      evenA.sub(oddA).intoArray(to, point + 2 * toStride);
      evenB.add(oddB).intoArray(to, point + 3 * toStride);
      evenB.sub(oddB).intoArray(to, point + 4 * toStride);
      d3.intoArray(to, point + 5 * toStride);
    }
    ScalarWinograd.outputGradient(bound, count, d, start, stride, to, toStart, toStride);
  }

  static void weightGradient(
      int count,
      float[] m,
      int start,
      int stride,
      float[] to,
      int toStart,
      int toStride,
      boolean accumulate) {
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int at = start + i;
      FloatVector m1 = fromArray(SPECIES, m, at + stride);
      FloatVector m2 = fromArray(SPECIES, m, at + 2 * stride);
      FloatVector m3 = fromArray(SPECIES, m, at + 3 * stride);
      FloatVector m4 = fromArray(SPECIES, m, at + 4 * stride);
      FloatVector evenA = m1.add(m2).mul(OVER_A);
      FloatVector oddA = m1.sub(m2).mul(OVER_A * A);
      FloatVector evenB = m3.add(m4).mul(OVER_B);
      FloatVector oddB = m3.sub(m4).mul(OVER_B * B);
      FloatVector last = fromArray(SPECIES, m, at + 5 * stride);
      int tap = toStart + i;
      put(fromArray(SPECIES, m, at).mul(OVER_0).add(evenA).add(evenB), to, tap, accumulate);
      put(oddA.add(oddB), to, tap + toStride, accumulate);
      put(evenA.mul(AA).add(evenB.mul(BB)).add(last), to, tap + 2 * toStride, accumulate);
    }
    ScalarWinograd.weightGradient(
        bound, count, m, start, stride, to, toStart, toStride, accumulate);
  }

  private static void add(FloatVector result, float[] to, int at) {
    fromArray(SPECIES, to, at).add(result).intoArray(to, at);
  }

  private static void put(FloatVector result, float[] to, int at, boolean accumulate) {
    if (accumulate) {
      fromArray(SPECIES, to, at).add(result).intoArray(to, at);
    } else {
      result.intoArray(to, at);
    }
  }
}
