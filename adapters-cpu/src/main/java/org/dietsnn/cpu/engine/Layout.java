package org.dietsnn.cpu.engine;

import org.dietsnn.domain.network.Shape;

/** Between the canonical order of an image, channel first, and the engine's, channel last. */
final class Layout {
  private Layout() {}

  /** Copies one image from {@code [channel][pixel]} to {@code [pixel][channel]}; to is modified. */
  static void toChannelsLast(Shape shape, float[] from, int start, float[] to, int toStart) {
    int pixels = shape.height() * shape.width();
    int channels = shape.channels();
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < pixels; i++) {
        to[toStart + i * channels + c] = from[start + c * pixels + i];
      }
    }
  }

  /** Copies one image from {@code [pixel][channel]} to {@code [channel][pixel]}; to is modified. */
  static void toChannelsFirst(Shape shape, float[] from, int start, float[] to, int toStart) {
    int pixels = shape.height() * shape.width();
    int channels = shape.channels();
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < pixels; i++) {
        to[toStart + c * pixels + i] = from[start + i * channels + c];
      }
    }
  }
}
