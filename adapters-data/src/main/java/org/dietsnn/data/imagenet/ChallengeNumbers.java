package org.dietsnn.data.imagenet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.text.ShortFile;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * Which synset each class number of the development kit means. The kit counts from 1 in an order of
 * its own; it says which in {@code meta.mat}, and later kits in {@code map_clsloc.txt}.
 */
final class ChallengeNumbers {
  static final String TEXT = "map_clsloc.txt";
  static final String MATLAB = "meta.mat";

  private ChallengeNumbers() {}

  /** From a file in one of the folders; empty if there is none. */
  static Optional<Map<Integer, String>> of(List<Path> folders) {
    Optional<Path> text = ImageNetClasses.existing(folders, TEXT).findFirst();
    return text.isPresent()
        ? text.map(ChallengeNumbers::text)
        : ImageNetClasses.existing(folders, MATLAB).findFirst().map(ChallengeNumbers::matlab);
  }

  /** Lines of synset, number, name. */
  private static Map<Integer, String> text(Path file) {
    Map<Integer, String> synsets = new HashMap<>();
    try {
      for (String line : ShortFile.lines(file)) {
        String[] words = line.split("\\s+");
        synsets.put(Integer.parseInt(words[1]), words[0]);
      }
      return synsets;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw unreadable(file, "lines of synset, number and name", e);
    }
  }

  /** The struct array synsets with the fields ILSVRC2012_ID and WNID. */
  private static Map<Integer, String> matlab(Path file) {
    byte[] bytes = ShortFile.bytes(file);
    try {
      MatlabGuard.check(bytes);
      return matlab(bytes);
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, "a struct array synsets with ILSVRC2012_ID and WNID", e);
    }
  }

  private static Map<Integer, String> matlab(byte[] bytes) throws IOException {
    Map<Integer, String> synsets = new HashMap<>();
    try (Source source = Sources.wrap(bytes);
        MatFile content = Mat5.newReader(source).readMat()) {
      Struct entries = content.getStruct("synsets");
      for (int i = 0; i < entries.getNumElements(); i++) {
        synsets.put(
            entries.getMatrix("ILSVRC2012_ID", i).getInt(0),
            entries.getChar("WNID", i).getString());
      }
      return synsets;
    }
  }

  private static FailureException unreadable(Path file, String expected, Exception e) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s cannot be read: expected %s (%s); take it from the development kit of ILSVRC 2012"
            .formatted(file, expected, ShortFile.excerpt(e.toString())),
        e);
  }
}
