package org.dietsnn.data.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.data.hash.Sha256;

/**
 * Walks a folder and lists its image files. Names that begin with a dot are passed over, and so are
 * files whose names do not end as those of images; a link that leads out of the folder is refused.
 */
final class FolderWalk {
  /** Also formats that are not read: an image of theirs is reported, not passed over. */
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "gif", "pgm", "ppm", "tif", "tiff", "webp");

  private final Path root;
  private final ProgressListener progress;
  private final List<ListedFolder> folders = new ArrayList<>();
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();
  private final MessageDigest digest = Sha256.begin();
  private int[] ends = new int[1024];
  private int files;
  private int passedOver;
  private String firstPassedOver = "";

  private FolderWalk(Path root, ProgressListener progress) {
    this.root = root;
    this.progress = progress;
  }

  /**
   * Lists a folder.
   *
   * @param root the folder, without links in its path
   */
  static FileList list(Path root, ProgressListener progress) {
    FolderWalk walk = new FolderWalk(root, progress);
    walk.visitRoot();
    if (walk.passedOver > 0) {
      progress.notice(
          String.format(
              Locale.ROOT,
              "%d file%s in %s passed over, not named as images are; the first: %s",
              walk.passedOver,
              walk.passedOver == 1 ? "" : "s",
              root,
              walk.firstPassedOver));
    }
    return new FileList(
        root,
        walk.folders,
        walk.names.toByteArray(),
        Arrays.copyOf(walk.ends, walk.files),
        Sha256.end(walk.digest));
  }

  /** What lies in one folder, in the order of names. */
  private record Content(TreeMap<String, Long> images, List<String> folders) {}

  private void visitRoot() {
    Content content = visit("", -1);
    List<String> classes = content.folders();
    progress.begin("listing " + root.getFileName(), classes.size());
    for (int label = 0; label < classes.size(); label++) {
      visitAll(classes.get(label), label);
      progress.advance(label + 1L, String.format(Locale.ROOT, "%d files", files));
    }
    progress.end();
  }

  private void visitAll(String folder, int label) {
    for (String inner : visit(folder, label).folders()) {
      visitAll(folder + "/" + inner, label);
    }
  }

  private Content visit(String folder, int label) {
    Path path = root.resolve(folder);
    try {
      // Before it is read: a change while it is read is then noticed at the next start.
      long modified = Files.getLastModifiedTime(path).toMillis();
      folders.add(new ListedFolder(folder, label, modified, files));
      Content content = content(path);
      content.images().forEach((name, size) -> add(folder, name, size));
      return content;
    } catch (IOException | DirectoryIteratorException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot list folder %s: %s; check its permissions and the disk"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private Content content(Path folder) throws IOException {
    TreeMap<String, Long> images = new TreeMap<>();
    List<String> inner = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        BasicFileAttributes attributes = attributes(entry);
        if (attributes.isDirectory()) {
          inner.add(name);
        } else if (attributes.isRegularFile() && isImageName(name)) {
          images.put(name, attributes.size());
        } else {
          passedOver++;
          firstPassedOver = firstPassedOver.isEmpty() ? entry.toString() : firstPassedOver;
        }
      }
    }
    inner.sort(null);
    return new Content(images, inner);
  }

  private BasicFileAttributes attributes(Path entry) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isSymbolicLink()) {
      return attributes;
    }
    Path target = entry.toRealPath();
    if (!target.startsWith(root)) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s is a link to %s, out of the data folder %s; links must stay within it: put a copy in its place, or name the folder that the link leads to"
              .formatted(entry, target, root));
    }
    attributes = Files.readAttributes(target, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FailureException(
          FailureKind.BAD_DATA,
          "%s is a link to the folder %s, which is listed by itself; remove the link"
              .formatted(entry, target));
    }
    return attributes;
  }

  private static boolean isImageName(String name) {
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private void add(String folder, String name, long size) {
    byte[] bytes = name.getBytes(UTF_8);
    names.writeBytes(bytes);
    if (files == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[files++] = names.size();
    digest.update(folder.getBytes(UTF_8));
    digest.update((byte) '/');
    digest.update(bytes);
    digest.update(ByteBuffer.allocate(1 + Long.BYTES).put((byte) 0).putLong(size).flip());
  }
}
