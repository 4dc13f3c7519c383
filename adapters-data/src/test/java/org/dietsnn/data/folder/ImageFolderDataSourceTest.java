package org.dietsnn.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.domain.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderDataSourceTest {
  private final ImageFolderDataSource source = new ImageFolderDataSource();
  @TempDir private Path folder;

  private DataSet open(Path root) {
    return source.open(
        Optional.of(root),
        PhotographFiles.options(folder, false, Optional.empty()),
        ProgressListener.silent());
  }

  private static int[] labels(ImageSet set) {
    return IntStream.range(0, set.size()).map(set::label).toArray();
  }

  @Test
  void classesAreFoldersInTheOrderOfTheirNamesAndTestClassesAreThoseOfTraining()
      throws IOException {
    Path root = folder.resolve("set");
    PhotographFiles.write(root.resolve("train/dog/1.png"), 9, 7, 0xFF0000);
    PhotographFiles.write(root.resolve("train/cat/1.png"), 6, 6, 0x00FF00);
    PhotographFiles.write(root.resolve("train/cow/1.jpg"), 6, 8, 0x0000FF);
    PhotographFiles.write(root.resolve("val/dog/2.png"), 5, 5, 0x808080);

    DataSet data = open(root);

    assertThat(source.recognises(Optional.of(root))).isTrue();
    assertThat(data.shape()).isEqualTo(new Shape(3, 4, 4));
    assertThat(data.classNames()).containsExactly("cat", "cow", "dog");
    assertThat(labels(data.train())).containsExactly(0, 1, 2);
    assertThat(labels(data.test())).containsExactly(2);
    float[] pixels = new float[48];
    data.train().read(2, pixels, 0);
    assertThat(pixels).startsWith(1, 1, 1, 1).endsWith(0, 0, 0, 0);
    data.train().readForTraining(1, new SplittableRandom(1), pixels, 0);
    assertThat(pixels).startsWith(0, 0, 0, 0).endsWith(1, 1, 1, 1);
  }

  @Test
  void withoutPartsAFifthOfEachClassIsKeptForMeasuringTheSameEveryTime() throws IOException {
    Path root = folder.resolve("set");
    for (int i = 0; i < 10; i++) {
      PhotographFiles.write(root.resolve("a/" + i + ".png"), 5, 5, i);
      PhotographFiles.write(root.resolve("b/" + i + ".png"), 5, 5, i);
    }

    DataSet data = open(root);

    assertThat(labels(data.train()))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(labels(data.test())).containsExactly(0, 0, 1, 1);
    assertThat(open(root).test().fingerprint()).isEqualTo(data.test().fingerprint());
    assertThat(data.test().fingerprint()).isNotEqualTo(data.train().fingerprint());
  }

  @Test
  void aBrokenImageIsNamed() throws IOException {
    Path root = folder.resolve("set");
    PhotographFiles.write(root.resolve("train/cat/1.png"), 6, 6, 0);
    Path broken = root.resolve("train/cat/2.png");
    Files.writeString(broken, "<html>404 Not Found</html>");

    DataSet data = open(root);

    assertThatThrownBy(() -> data.train().read(1, new float[48], 0))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "image %s is no JPEG or PNG image: it begins with the bytes 3C 68 74 6D; convert or remove it",
            broken.toRealPath());
    assertThat(data.train().leavesOutBroken()).isFalse();
  }

  @Test
  void anImageThatIsGoneSinceTheFolderWasListedIsNamed() throws IOException {
    Path root = folder.resolve("set");
    PhotographFiles.write(root.resolve("train/cat/1.png"), 6, 6, 0);
    DataSet data = open(root);
    Files.delete(root.resolve("train/cat/1.png"));

    assertThatThrownBy(() -> data.train().read(0, new float[48], 0))
        .hasMessageContaining("1.png was there when the folder was listed and is gone");
  }

  @Test
  void aTestClassThatIsNotTrainedOnIsRefused() throws IOException {
    Path root = folder.resolve("set");
    PhotographFiles.write(root.resolve("train/cat/1.png"), 6, 6, 0);
    PhotographFiles.write(root.resolve("val/dog/2.png"), 5, 5, 0);

    assertThatThrownBy(() -> open(root))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("dog is a class that is not among the 1 classes to train on");
  }

  @Test
  void aFolderWithoutClassFoldersIsRefused() throws IOException {
    PhotographFiles.write(folder.resolve("flat/1.png"), 6, 6, 0);

    assertThat(source.recognises(Optional.of(folder.resolve("flat")))).isFalse();
    assertThatThrownBy(() -> open(folder.resolve("flat")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("has no class folders")
        .hasMessageContaining("found 1.png");
  }
}
