package org.dietsnn.data.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whole folders. Links in them are links: what they point to is never touched. */
public final class FolderTree {
  private static final Logger LOG = LoggerFactory.getLogger(FolderTree.class);

  private FolderTree() {}

  /** Deletes a folder with everything in it; does nothing if it is not there. */
  public static void delete(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes a folder that nobody needs; what cannot be deleted stays. */
  public static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException | ReadOnlyFileSystemException e) {
      LOG.debug("{} stays: {}", folder, e.toString());
    }
  }
}
