package org.dietsnn.data.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a folder without listing all of it. */
public final class ImageFolders {
  private static final List<String> TRAIN = List.of("train", "training");
  private static final List<String> TEST = List.of("test", "val", "valid", "validation");
  private static final Pattern IMAGE =
      Pattern.compile(".*\\.(jpe?g|jpe|png)", Pattern.CASE_INSENSITIVE);

  /** Folders and files looked at before it is decided that there are no images. */
  private static final int ENOUGH = 50;

  private ImageFolders() {}

  /** The folder of training images in a folder, by its usual names. */
  public static Optional<Path> train(Path folder) {
    return first(folder, TRAIN);
  }

  /** The folder of images to measure on in a folder, by its usual names. */
  public static Optional<Path> test(Path folder) {
    return first(folder, TEST);
  }

  private static Optional<Path> first(Path folder, List<String> names) {
    return names.stream().map(folder::resolve).filter(Files::isDirectory).findFirst();
  }

  /** Whether a folder has folders with images in them. */
  static boolean holdsClasses(Path folder) {
    return some(folder).stream()
        .filter(Files::isDirectory)
        .anyMatch(
            inner ->
                some(inner).stream()
                    .anyMatch(file -> IMAGE.matcher(file.getFileName().toString()).matches()));
  }

  /** The names of the folders in a folder that a pattern matches, up to a number. */
  public static int count(Path folder, Pattern names, int most) {
    try (Stream<Path> entries = Files.list(folder)) {
      return (int)
          entries
              .filter(entry -> names.matcher(entry.getFileName().toString()).matches())
              .limit(most)
              .count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<Path> some(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        found.add(entry);
        if (found.size() == ENOUGH) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What cannot be looked at is not recognised.
      return List.of();
    }
    return found;
  }

  /** What is in a folder, for messages. */
  public static String shown(Path folder) {
    List<String> names =
        some(folder).stream().map(path -> path.getFileName().toString()).sorted().limit(5).toList();
    return names.isEmpty()
        ? "nothing"
        : String.format(
            Locale.ROOT, "%s%s", String.join(", ", names), names.size() < 5 ? "" : " ...");
  }
}
