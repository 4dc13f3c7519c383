package org.dietsnn.data.folder;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.dietsnn.application.port.out.ImageOptions;
import org.dietsnn.domain.image.PhotographView;
import org.dietsnn.domain.image.ResizedCrop;

/** Folders of small images for tests. */
public final class PhotographFiles {
  private PhotographFiles() {}

  /** Options for images of 4 x 4 pixels. */
  public static ImageOptions options(Path folder, boolean leaveOutBroken, Optional<Path> labels) {
    return new ImageOptions(
        Optional.of(new PhotographView(5, 4, ResizedCrop.standard())),
        leaveOutBroken,
        2,
        Optional.of(folder.resolve("lists")),
        labels);
  }

  /** Writes a PNG of one colour; the name decides nothing. */
  public static void write(Path file, int width, int height, int colour) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes.toByteArray());
  }
}
