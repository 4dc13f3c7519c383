package org.dietsnn.data.imagenet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.file.Presence;
import org.dietsnn.data.json.Json;
import org.dietsnn.data.text.ShortFile;

/**
 * The classes of ImageNet in order: that of their synsets, which {@code imagenet_class_index.json}
 * confirms.
 *
 * @param synsets such as {@code n01440764}, ascending
 * @param names such as {@code tench}
 */
record ImageNetClasses(List<String> synsets, List<String> names) {
  private static final String FILE = "imagenet_class_index.json";

  private static final Pattern SYNSET = Pattern.compile("n[0-9]{8}");

  /** As many as a message names. */
  private static final int SHOWN = 3;

  ImageNetClasses {
    synsets = List.copyOf(synsets);
    names = List.copyOf(names);
  }

  /** From a file in one of the folders, else the 1,000 of the challenge, which are bundled. */
  static ImageNetClasses of(List<Path> folders) {
    Optional<Path> file =
        folders.stream().map(folder -> folder.resolve(FILE)).filter(Presence::ofFile).findFirst();
    if (file.isPresent()) {
      return parse(file.get().toString(), ShortFile.bytes(file.get()));
    }
    try (InputStream in = ImageNetClasses.class.getResourceAsStream(FILE)) {
      return parse(FILE, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled classes cannot be read", e);
    }
  }

  private static ImageNetClasses parse(String file, byte[] content) {
    List<String> synsets = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try {
      JsonNode json = Json.parse(content);
      for (int i = 0; i < json.size(); i++) {
        JsonNode entry = json.get(Integer.toString(i));
        if (entry == null || !SYNSET.matcher(entry.path(0).asText()).matches() || !entry.has(1)) {
          throw bad(file, "has no entry [synset, name] for class " + i);
        }
        synsets.add(entry.get(0).asText());
        names.add(entry.get(1).asText());
        if (i > 0 && synsets.get(i - 1).compareTo(synsets.get(i)) >= 0) {
          throw bad(
              file,
              String.format(
                  Locale.ROOT,
                  "has synset %s for class %d after %s, expected them in ascending order",
                  synsets.get(i),
                  i,
                  synsets.get(i - 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw bad(file, "is " + e.getMessage());
    }
    if (synsets.isEmpty()) {
      throw bad(file, "has no classes");
    }
    return new ImageNetClasses(synsets, names);
  }

  private static FailureException bad(String file, String what) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s %s; it must map \"0\", \"1\" ... to [synset, name]; mend or remove it, a copy is bundled"
            .formatted(file, what));
  }

  /**
   * Checks the folders of a part of the set.
   *
   * @param place where they lie
   * @param found their names
   * @param all whether there must be one for each class
   */
  void requireFolders(Path place, List<String> found, boolean all) {
    List<String> missing =
        all ? synsets.stream().filter(synset -> !found.contains(synset)).toList() : List.of();
    List<String> unknown = found.stream().filter(name -> !synsets.contains(name)).toList();
    if (missing.isEmpty() && unknown.isEmpty()) {
      return;
    }
    throw new FailureException(
        FailureKind.BAD_DATA,
        String.format(
            Locale.ROOT,
            "%s: expected %d synset folders as in %s, found %d%s%s; unpack all of ILSVRC2012_img_train.tar, or take a part of ImageNet as data set \"folder\"",
            place,
            synsets.size(),
            FILE,
            found.size(),
            some(missing, "missing"),
            some(unknown, "no synset of it")));
  }

  private static String some(List<String> names, String what) {
    if (names.isEmpty()) {
      return "";
    }
    String shown = String.join(", ", names.stream().limit(SHOWN).toList());
    return String.format(
        Locale.ROOT,
        ", %d %s (%s%s)",
        names.size(),
        what,
        shown,
        names.size() > SHOWN ? " ..." : "");
  }

  /** All lines of a folder's candidates that exist. */
  static Stream<Path> existing(List<Path> folders, String name) {
    return folders.stream().map(folder -> folder.resolve(name)).filter(Presence::ofFile);
  }
}
