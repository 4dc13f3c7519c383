package org.dietsnn.data.imagenet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.listing.FileList;
import org.dietsnn.data.text.ShortFile;

/**
 * The classes of validation images that lie in one folder, from whichever list is there: lines of a
 * file's name and its class, or a class alone on the line of each image in the order of names. A
 * class is a synset or its place in the sorted synsets from 0 on; in the ground truth of the
 * development kit it is a number of the kit's own, see {@link ChallengeNumbers}.
 */
final class ValidationLabels {
  private static final String GROUND_TRUTH = "ILSVRC2012_validation_ground_truth.txt";

  private static final List<String> LISTS =
      List.of(
          "LOC_val_solution.csv",
          "val_annotations.txt",
          "val.txt",
          "val_labels.txt",
          "validation_labels.txt",
          "imagenet_2012_validation_synset_labels.txt",
          "synset_labels.txt",
          GROUND_TRUTH);

  private final FileList files;
  private final List<Path> folders;
  private final Map<String, Integer> classes = new HashMap<>();

  /**
   * Labels to be found.
   *
   * @param files the validation images
   * @param folders where lists may lie, the likeliest first
   */
  ValidationLabels(FileList files, List<Path> folders, ImageNetClasses classes) {
    this.files = files;
    this.folders = folders;
    classes.synsets().forEach(synset -> this.classes.put(synset, this.classes.size()));
  }

  /**
   * The class of each file.
   *
   * @param given the list that the user named, if he did
   */
  int[] find(Optional<Path> given) {
    Path list = given.or(this::usual).orElseThrow(this::none);
    List<String[]> lines = lines(list);
    return lines.isEmpty() || lines.get(0).length > 1 ? byName(list, lines) : inOrder(list, lines);
  }

  private Optional<Path> usual() {
    return LISTS.stream().flatMap(name -> ImageNetClasses.existing(folders, name)).findFirst();
  }

  private FailureException none() {
    return new FailureException(
        FailureKind.MISSING_INPUT,
        "%s holds %d images, and which class each has is not known: expected synset folders in it, or beside it one of %s (with %s or %s); add one or name a list of file names and labels"
            .formatted(
                files.root(),
                files.size(),
                String.join(", ", LISTS),
                ChallengeNumbers.TEXT,
                ChallengeNumbers.MATLAB));
  }

  private static List<String[]> lines(Path list) {
    return ShortFile.lines(list).stream()
        .filter(line -> !line.startsWith("ImageId,"))
        .map(line -> line.split("[,\\s]+"))
        .toList();
  }

  private int[] byName(Path list, List<String[]> lines) {
    Map<String, Integer> labels = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i);
      if (words.length < 2) {
        throw bad(list, i, "a file's name and its class", String.join(" ", words));
      }
      int label = label(list, i, words[1]);
      Integer before = labels.put(stem(words[0]), label);
      if (before != null && before != label) {
        throw bad(list, i, "one class for each image", String.join(" ", words));
      }
    }
    int[] found = new int[files.size()];
    for (int file = 0; file < found.length; file++) {
      Integer label = labels.get(stem(files.name(file)));
      if (label == null) {
        throw new FailureException(
            FailureKind.BAD_DATA,
            String.format(
                Locale.ROOT,
                "%s: no class for %s among its %d lines; it must have one for each image of %s",
                list,
                files.name(file),
                lines.size(),
                files.root()));
      }
      found[file] = label;
    }
    return found;
  }

  private int[] inOrder(Path list, List<String[]> lines) {
    if (lines.size() != files.size()) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s has %d lines, one for each image in the order of names, and %s has %d images; all images must be there",
              list,
              lines.size(),
              files.root(),
              files.size()));
    }
    boolean numbersOfTheKit = list.getFileName().toString().equals(GROUND_TRUTH);
    Map<Integer, String> synsets = numbersOfTheKit ? numbers(list) : Map.of();
    int[] found = new int[lines.size()];
    for (int i = 0; i < found.length; i++) {
      String word = lines.get(i)[0];
      found[i] = label(list, i, numbersOfTheKit ? synsets.getOrDefault(number(word), word) : word);
      if (numbersOfTheKit && !synsets.containsKey(number(word))) {
        throw bad(
            list,
            i,
            "a number that %s or %s explains"
                .formatted(ChallengeNumbers.TEXT, ChallengeNumbers.MATLAB),
            word);
      }
    }
    return found;
  }

  private Map<Integer, String> numbers(Path list) {
    List<Path> places = new ArrayList<>(List.of(list.toAbsolutePath().getParent()));
    places.addAll(folders);
    return ChallengeNumbers.of(places)
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.MISSING_INPUT,
                    "%s numbers the classes in an order of its own, and neither %s nor %s is there to say which; put one of them beside it (both come with the development kit)"
                        .formatted(list, ChallengeNumbers.MATLAB, ChallengeNumbers.TEXT)));
  }

  private int label(Path list, int line, String word) {
    Integer label = word.startsWith("n") ? classes.get(word) : Integer.valueOf(number(word));
    if (label == null || label < 0 || label >= classes.size()) {
      throw bad(
          list,
          line,
          String.format(
              Locale.ROOT, "a synset of the set or a number from 0 to %d", classes.size() - 1),
          word);
    }
    return label;
  }

  private static int number(String word) {
    return word.matches("[0-9]{1,8}") ? Integer.parseInt(word) : -1;
  }

  private static FailureException bad(Path list, int line, String expected, String found) {
    return new FailureException(
        FailureKind.BAD_DATA,
        String.format(
            Locale.ROOT,
            "%s, entry %d: expected %s, found \"%s\"",
            list,
            line + 1,
            expected,
            ShortFile.excerpt(found)));
  }

  /** A file's name without folder and ending. */
  private static String stem(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
