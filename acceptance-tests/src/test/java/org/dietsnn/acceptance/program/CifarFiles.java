package org.dietsnn.acceptance.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders that look like CIFAR-10: official names and sizes, the same noise in every file. */
final class CifarFiles {
  static final int RECORD = 1 + 3 * 32 * 32;

  private static final int RECORDS = 10_000;
  private static final List<String> NAMES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin",
          "test_batch.bin");

  private CifarFiles() {}

  /** The content of one valid file. */
  static byte[] valid() {
    byte[] content = new byte[RECORDS * RECORD];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i % RECORD == 0 ? i / RECORD % 10 : (i * 31) >>> 3);
    }
    return content;
  }

  /** A folder all of whose files are links to one; what is written once takes no room again. */
  static Path folder(Path folder, Path content) throws IOException {
    Files.createDirectories(folder);
    for (String name : NAMES) {
      Files.createLink(folder.resolve(name), content);
    }
    return folder;
  }
}
