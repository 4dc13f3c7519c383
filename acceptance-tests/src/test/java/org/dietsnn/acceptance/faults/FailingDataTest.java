package org.dietsnn.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.dietsnn.application.dataset.Checksum;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedDataSet.Access;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.FetchDataSetCommand;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ImageOptions;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.service.DataSetFetchService;
import org.dietsnn.application.service.DataSetVerificationService;
import org.dietsnn.data.cifar.CifarDataSource;
import org.dietsnn.data.folder.ImageFolderDataSource;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.idx.IdxDataSource;
import org.dietsnn.data.published.LocalDataSetFolder;
import org.dietsnn.domain.image.PhotographView;
import org.dietsnn.domain.image.ResizedCrop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Data sets on a disk that fails at each of the operations that reading or unpacking them takes.
 */
class FailingDataTest {
  private final FaultPlan plan = new FaultPlan();
  private FaultyFiles files;

  @BeforeEach
  void open() {
    files = new FaultyFiles(Jimfs.newFileSystem(Configuration.unix()), plan);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(files.getPath(name));
  }

  /** What everything in a data set looks like to who reads it. */
  private static String seen(DataSet set) {
    return set.classNames() + seen(set.train(), set) + seen(set.test(), set);
  }

  private static String seen(ImageSet images, DataSet set) {
    StringBuilder text = new StringBuilder(images.fingerprint());
    float[] pixels = new float[set.shape().neurons()];
    for (int i = 0; i < images.size(); i++) {
      images.read(i, pixels, 0);
      text.append(images.label(i)).append(Arrays.hashCode(pixels));
    }
    return text.toString();
  }

  private void everyFailureIsTold(Path folder, DataSource source) {
    ImageOptions small =
        new ImageOptions(
            Optional.of(new PhotographView(6, 4, ResizedCrop.standard())),
            false,
            1,
            Optional.empty(),
            Optional.empty());
    plan.calm();
    String whole = seen(source.open(Optional.of(folder), small, ProgressListener.silent()));
    int operations = plan.count();
    assertThat(operations).isGreaterThan(5);
    List<String> wrong = new ArrayList<>();
    for (int operation = 0; operation < operations; operation++) {
      for (Fault fault : List.of(Fault.BROKEN, Fault.FORBIDDEN)) {
        plan.arm(operation, fault, false);
        try {
          String seen = seen(source.open(Optional.of(folder), small, ProgressListener.silent()));
          if (!seen.equals(whole)) {
            wrong.add(operation + " " + plan.struck() + ": other content was read");
          }
        } catch (FailureException e) {
          if (e.kind() != FailureKind.INPUT_OUTPUT || !e.getMessage().contains(folder.toString())) {
            wrong.add(operation + " " + plan.struck() + ": " + e.kind() + " " + e.getMessage());
          }
        } catch (RuntimeException e) {
          wrong.add(operation + " " + plan.struck() + ": " + e);
        }
      }
    }
    plan.calm();
    assertThat(wrong).isEmpty();
  }

  @Test
  void givenCifarWhenTheDiskFailsThenEveryFailureIsTold() throws IOException {
    Path folder = folder("/cifar");
    Files.write(folder.resolve("train.bin"), new byte[2 * 3074]);
    Files.write(folder.resolve("test.bin"), new byte[3074]);
    Files.writeString(folder.resolve("fine_label_names.txt"), "name\n".repeat(100));
    everyFailureIsTold(folder, CifarDataSource.cifar100().withRecords(2, 1));
  }

  @Test
  void givenIdxFilesWhenTheDiskFailsThenEveryFailureIsTold() throws IOException {
    Path folder = folder("/mnist");
    for (String part : List.of("train", "t10k")) {
      Files.write(
          folder.resolve(part + "-images-idx3-ubyte"),
          ByteBuffer.allocate(16 + 8).putInt(0x803).putInt(2).putInt(2).putInt(2).array());
      Files.write(
          folder.resolve(part + "-labels-idx1-ubyte"),
          ByteBuffer.allocate(8 + 2).putInt(0x801).putInt(2).array());
    }
    everyFailureIsTold(folder, new IdxDataSource());
  }

  @Test
  void givenImageFilesWhenTheDiskFailsThenEveryFailureIsTold() throws IOException {
    Path folder = folder("/photos");
    for (String name : List.of("train/ant/1.png", "train/bee/2.png", "val/ant/3.png")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
      Files.write(file, png.toByteArray());
    }
    Files.createDirectories(folder.resolve("val/bee"));
    everyFailureIsTold(folder, new ImageFolderDataSource());
  }

  @Test
  void givenAnArchivePutThereByHandWhenTheDiskFailsThenFetchingAgainCompletesIt()
      throws IOException {
    byte[] content = "the one file".getBytes(UTF_8);
    byte[] archive = archive(content);
    PublishedDataSet set =
        new PublishedDataSet(
            "set",
            "a set",
            "https://example.org",
            Access.OPEN,
            List.of(published("set.tar.gz", archive)),
            "set-bin",
            List.of(published("a.bin", content)),
            List.of());
    DataSetFetchService fetching =
        new DataSetFetchService(
            () -> List.of(set),
            new LocalDataSetFolder(),
            (file, from, into, progress) -> {
              throw new FailureException(FailureKind.UNAVAILABLE, "no network; there is none");
            });
    List<String> wrong = new ArrayList<>();
    int operations = Integer.MAX_VALUE;
    Iterator<Fault> kinds =
        Stream.generate(() -> Stream.of(Fault.values())).flatMap(all -> all).iterator();
    for (int operation = -1; operation < operations; operation++) {
      Fault fault = kinds.next();
      Path folder = folder("/d" + operation);
      Files.write(folder.resolve("set.tar.gz"), archive);
      FetchDataSetCommand command = new FetchDataSetCommand("set", folder, Optional.empty());
      plan.arm(operation < 0 ? Integer.MAX_VALUE : operation, fault, false);
      try {
        fetching.fetch(command, ProgressListener.silent());
      } catch (FailureException e) {
        if (e.kind() != FailureKind.INPUT_OUTPUT || !e.getMessage().contains(folder.toString())) {
          wrong.add(operation + " " + plan.struck() + ": " + e.kind() + " " + e.getMessage());
        }
      } catch (RuntimeException e) {
        wrong.add(operation + " " + plan.struck() + ": " + e);
      }
      if (operation < 0) {
        operations = plan.count();
      }
      String struck = plan.struck();
      plan.calm();
      try {
        fetching.fetch(command, ProgressListener.silent());
        long faults =
            new DataSetVerificationService(() -> List.of(set), new LocalDataSetFolder())
                .verify(folder, Optional.empty(), ProgressListener.silent())
                .faults();
        if (faults > 0) {
          wrong.add(operation + " " + struck + ": not whole after fetching again");
        }
      } catch (RuntimeException e) {
        wrong.add(operation + " " + struck + ": cannot be fetched again: " + e);
      }
    }
    assertThat(operations).isBetween(20, 500);
    assertThat(wrong).isEmpty();
  }

  private static PublishedFile published(String name, byte[] content) {
    var digest = Sha256.begin();
    digest.update(content);
    return new PublishedFile(
        name,
        Optional.of(URI.create("https://example.org/" + name)),
        content.length,
        Checksum.sha256(Sha256.end(digest)));
  }

  private static byte[] archive(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      TarArchiveEntry entry = new TarArchiveEntry("set-bin/a.bin");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
