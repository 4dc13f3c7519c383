package org.dietsnn.data.imagenet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ImageOptions;
import org.dietsnn.application.port.out.ImageSet;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.file.Presence;
import org.dietsnn.data.folder.ImageFolderDataSource;
import org.dietsnn.data.folder.ImageFolders;
import org.dietsnn.data.folder.NoImages;
import org.dietsnn.data.listing.FileList;
import org.dietsnn.data.listing.Listing;
import org.dietsnn.data.photo.PhotographSet;
import org.dietsnn.domain.image.PhotographView;
import org.dietsnn.domain.network.Shape;

/**
 * ImageNet: {@code train} with a folder for each of the 1,000 synsets, {@code val} likewise or with
 * all images side by side and a list of their classes. Either may be absent. Classes are in the
 * order of their synsets.
 */
public final class ImageNetDataSource implements DataSource {
  private static final Pattern SYNSET = Pattern.compile("n[0-9]{8}");
  private static final Pattern VALIDATION = Pattern.compile("ILSVRC2012_val_[0-9]{8}\\.JPEG");

  /** With so many synset folders a folder is meant to be ImageNet, even if some are missing. */
  private static final int MANY_SYNSETS = 900;

  /** Where the images lie in what Kaggle and others give away. */
  private static final List<String> INNER = List.of("", "ILSVRC/Data/CLS-LOC", "Data/CLS-LOC");

  /** Where lists of labels lie, seen from the given folder. */
  private static final List<String> LISTS =
      List.of(
          "",
          "data",
          "ILSVRC2012_devkit_t12/data",
          "ILSVRC2012_devkit_t12",
          "devkit/data",
          "devkit",
          "ILSVRC/devkit/data");

  @Override
  public String name() {
    return "imagenet";
  }

  @Override
  public boolean recognises(Optional<Path> folder) {
    return folder.flatMap(ImageNetDataSource::locate).stream()
        .flatMap(root -> Stream.of(root.resolve("train"), root.resolve("val")))
        .anyMatch(
            part ->
                ImageFolders.count(part, SYNSET, MANY_SYNSETS) == MANY_SYNSETS
                    || ImageFolders.count(part, VALIDATION, 1) > 0);
  }

  private static Optional<Path> locate(Path folder) {
    return INNER.stream()
        .map(folder::resolve)
        .filter(
            root ->
                Presence.ofFolder(root.resolve("train")) || Presence.ofFolder(root.resolve("val")))
        .findFirst();
  }

  @Override
  public DataSet open(Optional<Path> folder) {
    return open(folder, ImageOptions.standard(), ProgressListener.silent());
  }

  @Override
  public DataSet open(Optional<Path> folder, ImageOptions options, ProgressListener progress) {
    Path given =
        folder.orElseThrow(
            () ->
                new FailureException(
                    FailureKind.USAGE,
                    "imagenet is not bundled: name the folder that holds train and val"));
    Path root =
        locate(given)
            .orElseThrow(
                () ->
                    new FailureException(
                        FailureKind.MISSING_INPUT,
                        "imagenet: expected folders train and val (or one of them) in %s, found %s; unpack ILSVRC2012_img_train.tar into train, a folder for each synset, and ILSVRC2012_img_val.tar into val"
                            .formatted(given, ImageFolders.shown(given))));
    ImageNetClasses classes = ImageNetClasses.of(List.of(given, root));
    Listing listing = new Listing(options.index());
    int side = options.view().orElseGet(PhotographView::standard).crop();
    return new DataSet(
        name(),
        new Shape(3, side, side),
        classes.names(),
        training(root.resolve("train"), classes, listing, options, progress),
        validation(given, root.resolve("val"), classes, listing, options, progress),
        ImageFolderDataSource.PHOTOGRAPHS);
  }

  private static ImageSet training(
      Path folder,
      ImageNetClasses classes,
      Listing listing,
      ImageOptions options,
      ProgressListener progress) {
    if (!Presence.ofFolder(folder)) {
      return new NoImages();
    }
    FileList files = listing.of(folder, progress);
    classes.requireFolders(folder, files.classes(), true);
    return ImageFolderDataSource.set(files, classes.synsets(), options, progress);
  }

  private static ImageSet validation(
      Path given,
      Path folder,
      ImageNetClasses classes,
      Listing listing,
      ImageOptions options,
      ProgressListener progress) {
    if (!Presence.ofFolder(folder)) {
      return new NoImages();
    }
    FileList files = listing.of(folder, progress);
    if (!files.classes().isEmpty()) {
      classes.requireFolders(folder, files.classes(), false);
      return ImageFolderDataSource.set(files, classes.synsets(), options, progress);
    }
    List<Path> lists = new ArrayList<>(List.of(folder, folder.resolveSibling("")));
    LISTS.forEach(list -> lists.add(given.resolve(list)));
    return new PhotographSet(
        files,
        IntStream.range(0, files.size()).toArray(),
        new ValidationLabels(files, lists, classes).find(options.labels()),
        options);
  }
}
