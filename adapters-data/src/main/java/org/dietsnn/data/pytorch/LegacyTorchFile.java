package org.dietsnn.data.pytorch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A file as {@code torch.save} wrote it before PyTorch 1.6: five pickles (a magic number, protocol
 * 1001, facts about the machine, the object, the keys of the storages), then for each key its
 * number of elements in 8 bytes and its elements, little-endian on every machine.
 */
final class LegacyTorchFile implements TorchFile {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final byte[] MAGIC_BYTES = {
    0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
  };
  private static final long PROTOCOL = 1001;

  private final Path file;
  private final Object root;
  private final List<StorageReference> storages = new ArrayList<>();
  private final long storagesStart;

  private LegacyTorchFile(Path file) throws IOException {
    this.file = file;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long size = Files.size(file);
      ByteCursor bytes = new ByteCursor(in, size);
      require(MAGIC.equals(pickle(bytes)), "its magic number is not that of torch.save");
      require(Long.valueOf(PROTOCOL).equals(pickle(bytes)), "its protocol is not %d", PROTOCOL);
      require(pickle(bytes) instanceof Map<?, ?>, "it says nothing about the machine it is from");
      Storages references = new Storages();
      root = new PickleReader(bytes, references).read();
      order(references, pickle(bytes));
      storagesStart = size - bytes.remaining();
      checkStorages(bytes);
    }
  }

  static LegacyTorchFile open(Path file) throws IOException {
    return new LegacyTorchFile(file);
  }

  /** Whether the first bytes of a file hold the magic number. */
  static boolean begins(byte[] first) {
    for (int at = 0; at + MAGIC_BYTES.length <= first.length; at++) {
      boolean found = true;
      for (int i = 0; i < MAGIC_BYTES.length; i++) {
        found &= first[at + i] == MAGIC_BYTES[i];
      }
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static Object pickle(ByteCursor bytes) throws IOException {
    return new PickleReader(
            bytes,
            identity -> {
              throw new IllegalArgumentException("a storage stands where none belongs");
            })
        .read();
  }

  private void order(Storages references, Object keys) {
    require(keys instanceof List<?>, "it does not list its storages");
    Set<Object> seen = new HashSet<>();
    for (Object key : (List<?>) keys) {
      StorageReference storage = key instanceof String ? references.roots().get(key) : null;
      require(storage != null && seen.add(key), "it lists a storage that no tensor needs");
      storages.add(storage);
    }
    require(
        storages.size() == references.roots().size(),
        "its tensors need %d storages, it lists %d",
        references.roots().size(),
        storages.size());
  }

  private void checkStorages(ByteCursor bytes) throws IOException {
    for (StorageReference storage : storages) {
      checkCount(bytes, storage);
      bytes.skip(storage.bytes());
    }
    require(bytes.remaining() == 0, "%d bytes follow its last storage", bytes.remaining());
  }

  private static void checkCount(ByteCursor bytes, StorageReference storage) throws IOException {
    long found = bytes.littleEndian(Long.BYTES);
    require(
        found == storage.count(),
        "storage %s must have %d elements, found %d",
        storage.key(),
        storage.count(),
        found);
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public String what() {
    return "PyTorch checkpoint as written before version 1.6 (one file of pickles)";
  }

  @Override
  public void read(Set<String> keys, BiConsumer<String, StorageValues> read) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteCursor bytes = new ByteCursor(in, Files.size(file));
      bytes.skip(storagesStart);
      for (StorageReference storage : storages) {
        checkCount(bytes, storage);
        if (keys.contains(storage.key())) {
          read.accept(storage.key(), StorageValues.read(bytes, storage, ByteOrder.LITTLE_ENDIAN));
        } else {
          bytes.skip(storage.bytes());
        }
      }
    }
  }

  @Override
  public void close() {
    // Every reading opens the file anew.
  }

  private static void require(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
    }
  }
}
