package org.dietsnn.acceptance.faults;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.data.image.ByteImages;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.network.Shape;

/**
 * Sixty images of 4x4 in two classes, bright above or bright below: a run on them takes no time.
 */
final class TinyImages extends AbstractModule implements DataSource {
  private static final int PIXELS = 16;
  private static final int WHITE = 255;

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, DataSource.class)
        .addBinding(name())
        .toInstance(this);
  }

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public boolean recognises(Optional<Path> folder) {
    return false;
  }

  @Override
  public DataSet open(Optional<Path> folder) {
    return new DataSet(
        name(),
        new Shape(1, 4, 4),
        List.of("above", "below"),
        images(40, 1),
        images(20, 7),
        new Normalisation(List.of(0.5), List.of(0.5)));
  }

  private static ImageSet images(int count, int shift) {
    int[] labels = new int[count];
    byte[] pixels = new byte[count * PIXELS];
    for (int i = 0; i < count; i++) {
      labels[i] = (i * 5 + shift) % 3 == 0 ? 1 : 0;
      for (int p = 0; p < PIXELS; p++) {
        boolean bright = p / (PIXELS / 2) == labels[i];
        pixels[i * PIXELS + p] = (byte) ((bright ? 150 : 20) + (i * 31 + p * 17 + shift) % 90);
      }
    }
    return new ByteImages(labels, pixels, WHITE);
  }
}
