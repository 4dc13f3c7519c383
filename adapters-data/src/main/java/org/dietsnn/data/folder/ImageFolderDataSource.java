package org.dietsnn.data.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ImageOptions;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.file.Presence;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.listing.FileList;
import org.dietsnn.data.listing.Listing;
import org.dietsnn.data.photo.PhotographSet;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.image.PhotographView;
import org.dietsnn.domain.network.Shape;

/**
 * A folder with one folder of images per class, the classes in the order of their names. Either it
 * holds {@code train} and one of {@code test}, {@code val}, {@code valid}, {@code validation}, each
 * with class folders; or the class folders themselves, and then a fifth of each class, chosen by
 * the SHA-256 of the files' names, is kept for measuring.
 */
public final class ImageFolderDataSource implements DataSource {
  /** Means and deviations usual for photographs: those of ImageNet. */
  public static final Normalisation PHOTOGRAPHS =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private static final Pattern SYNSET = Pattern.compile("n[0-9]{8}");

  /** With so many synset folders it is ImageNet, which is checked more strictly. */
  private static final int MANY_SYNSETS = 900;

  private static final double TEST_SHARE = 0.2;

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public boolean recognises(Optional<Path> folder) {
    if (folder.isEmpty() || !Presence.ofFolder(folder.get())) {
      return false;
    }
    Path classes =
        ImageFolders.train(folder.get())
            .or(() -> ImageFolders.test(folder.get()))
            .orElse(folder.get());
    return ImageFolders.holdsClasses(classes)
        && ImageFolders.count(classes, SYNSET, MANY_SYNSETS) < MANY_SYNSETS;
  }

  @Override
  public DataSet open(Optional<Path> folder) {
    return open(folder, ImageOptions.standard(), ProgressListener.silent());
  }

  @Override
  public DataSet open(Optional<Path> folder, ImageOptions options, ProgressListener progress) {
    Path root =
        folder.orElseThrow(
            () ->
                new FailureException(
                    FailureKind.USAGE,
                    "name the folder of the images; each class is a folder in it"));
    Listing listing = new Listing(options.index());
    Optional<Path> train = ImageFolders.train(root);
    Optional<Path> test = ImageFolders.test(root);
    if (train.isPresent() || test.isPresent()) {
      return apart(
          root,
          train.map(path -> listing.of(path, progress)),
          test.map(path -> listing.of(path, progress)),
          options,
          progress);
    }
    return together(listing.of(root, progress), options, progress);
  }

  private DataSet apart(
      Path root,
      Optional<FileList> train,
      Optional<FileList> test,
      ImageOptions options,
      ProgressListener progress) {
    List<String> classes = train.or(() -> test).orElseThrow().classes();
    requireClasses(root, classes);
    return dataSet(
        classes,
        train.map(files -> set(files, classes, options, progress)).orElseGet(NoImages::new),
        test.map(files -> set(files, classes, options, progress)).orElseGet(NoImages::new),
        options);
  }

  /**
   * All files of a list that lie in class folders.
   *
   * @param classes the classes of the whole data set in order
   * @throws FailureException if the list has a class folder that is none of them
   */
  public static ImageSet set(
      FileList files, List<String> classes, ImageOptions options, ProgressListener progress) {
    List<String> own = files.classes();
    Map<String, Integer> known = new HashMap<>();
    classes.forEach(name -> known.put(name, known.size()));
    int[] numbers = new int[own.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = known.getOrDefault(own.get(i), -1);
      if (numbers[i] < 0) {
        throw new FailureException(
            FailureKind.BAD_DATA,
            String.format(
                Locale.ROOT,
                "%s is a class that is not among the %d classes to train on; remove it or add it there",
                files.root().resolve(own.get(i)),
                classes.size()));
      }
    }
    int[] chosen =
        IntStream.range(0, files.size()).filter(file -> files.label(file) >= 0).toArray();
    int[] labels = IntStream.of(chosen).map(file -> numbers[files.label(file)]).toArray();
    tellAbout(files, chosen, labels, classes, progress);
    return new PhotographSet(files, chosen, labels, options);
  }

  private static void tellAbout(
      FileList files, int[] chosen, int[] labels, List<String> classes, ProgressListener progress) {
    if (chosen.length < files.size()) {
      progress.notice(
          String.format(
              Locale.ROOT,
              "%d images directly in %s belong to no class and are passed over",
              files.size() - chosen.length,
              files.root()));
    }
    long without = classes.size() - IntStream.of(labels).distinct().count();
    if (without > 0) {
      progress.notice(
          String.format(
              Locale.ROOT,
              "%d of %d classes have no image in %s",
              without,
              classes.size(),
              files.root()));
    }
  }

  private DataSet together(FileList files, ImageOptions options, ProgressListener progress) {
    List<String> classes = files.classes();
    requireClasses(files.root(), classes);
    boolean[] testing = new boolean[files.size()];
    int from = 0;
    while (from < files.size()) {
      int label = files.label(from);
      int to = from;
      while (to < files.size() && files.label(to) == label) {
        to++;
      }
      chooseTesting(files, from, to, testing);
      from = to;
    }
    progress.notice(
        String.format(
            Locale.ROOT,
            "%s has no train and test folders: a fifth of each class is kept for measuring",
            files.root()));
    return dataSet(
        classes,
        part(files, testing, false, options),
        part(files, testing, true, options),
        options);
  }

  private static void chooseTesting(FileList files, int from, int to, boolean[] testing) {
    String[] hashes = new String[to - from];
    for (int file = from; file < to; file++) {
      MessageDigest digest = Sha256.begin();
      digest.update(files.relative(file).getBytes(UTF_8));
      hashes[file - from] = Sha256.end(digest);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, hashes.length).boxed().toList());
    order.sort(Comparator.comparing(i -> hashes[i]));
    for (int i : order.subList(0, (int) Math.round(TEST_SHARE * hashes.length))) {
      testing[from + i] = true;
    }
  }

  private static ImageSet part(
      FileList files, boolean[] testing, boolean which, ImageOptions options) {
    int[] chosen =
        IntStream.range(0, files.size())
            .filter(file -> files.label(file) >= 0 && testing[file] == which)
            .toArray();
    return new PhotographSet(
        files, chosen, Arrays.stream(chosen).map(files::label).toArray(), options);
  }

  private static void requireClasses(Path root, List<String> classes) {
    if (classes.isEmpty()) {
      throw new FailureException(
          FailureKind.MISSING_INPUT,
          "%s has no class folders: expected a folder of images for each class, or such folders in train and val; found %s"
              .formatted(root, ImageFolders.shown(root)));
    }
  }

  private DataSet dataSet(
      List<String> classes, ImageSet train, ImageSet test, ImageOptions options) {
    int side = options.view().orElseGet(PhotographView::standard).crop();
    return new DataSet(name(), new Shape(3, side, side), classes, train, test, PHOTOGRAPHS);
  }
}
