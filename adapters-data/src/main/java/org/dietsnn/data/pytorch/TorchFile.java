package org.dietsnn.data.pytorch;

import java.io.IOException;
import java.util.Set;
import java.util.function.BiConsumer;

/** An open checkpoint: what its pickle holds, and the values of the storages that refers to. */
sealed interface TorchFile extends AutoCloseable permits TorchArchive, LegacyTorchFile {
  /** What was saved. */
  Object root();

  /** What kind of file it is, without a full stop. */
  String what();

  /**
   * Reads storages one after the other.
   *
   * @param keys those wanted
   * @param read told the key and the values of each
   */
  void read(Set<String> keys, BiConsumer<String, StorageValues> read) throws IOException;

  @Override
  void close() throws IOException;
}
