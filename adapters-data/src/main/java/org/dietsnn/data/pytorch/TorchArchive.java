package org.dietsnn.data.pytorch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip archive as {@code torch.save} writes it since PyTorch 1.6: in one folder {@code data.pkl},
 * {@code data/KEY} for each storage and, in newer ones, {@code byteorder}. Entries are looked up by
 * name and never written anywhere. All sizes are checked before anything is unpacked, and what
 * unpacks to more than {@value #MOST_EXPANSION} times its size is refused.
 */
final class TorchArchive implements TorchFile {
  /** Trained weights hardly compress; all that goes beyond is made to fill the memory. */
  private static final int MOST_EXPANSION = 100;

  private static final int MOST_PICKLE = 1 << 25;
  private static final String PICKLE = "data.pkl";

  private final ZipFile zip;
  private final String folder;
  private final Object root;
  private final Storages storages = new Storages();
  private final ByteOrder order;

  private TorchArchive(ZipFile zip, long fileSize) throws IOException {
    this.zip = zip;
    checkEntries(fileSize);
    this.folder = folder();
    byte[] pickle = unpack(folder + PICKLE, MOST_PICKLE);
    ByteCursor bytes = new ByteCursor(new ByteArrayInputStream(pickle), pickle.length);
    this.root = new PickleReader(bytes, storages).read();
    if (bytes.remaining() != 0) {
      throw new IllegalArgumentException("bytes follow the end of its pickle");
    }
    this.order = byteOrder();
    storages.roots().values().forEach(this::checkSize);
  }

  static TorchArchive open(Path file) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      return new TorchArchive(zip, Files.size(file));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Whether a zip archive that can be opened has a pickle where PyTorch puts it. */
  static boolean recognises(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> isPickle(entry.getName()));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isPickle(String entry) {
    return entry.equals(PICKLE) || entry.endsWith("/" + PICKLE);
  }

  private void checkEntries(long fileSize) {
    Set<String> names = new HashSet<>();
    long packed = 0;
    for (ZipEntry entry : zip.stream().toList()) {
      if (!names.add(entry.getName())) {
        throw new IllegalArgumentException("two of its entries have the same name");
      }
      if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
        throw new IllegalArgumentException("it does not say how large its entries are");
      }
      packed = Math.addExact(packed, entry.getCompressedSize());
      if (entry.getSize() / MOST_EXPANSION > entry.getCompressedSize()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "an entry of %d bytes would unpack to %d, more than %d times as much",
                entry.getCompressedSize(),
                entry.getSize(),
                MOST_EXPANSION));
      }
    }
    if (packed > fileSize) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "its entries claim %d bytes together and the whole file has %d",
              packed,
              fileSize));
    }
  }

  private String folder() {
    List<String> pickles =
        zip.stream().map(ZipEntry::getName).filter(TorchArchive::isPickle).toList();
    if (pickles.size() != 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "it has %d entries %s, expected 1", pickles.size(), PICKLE));
    }
    String found = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    if (zip.getEntry(found + "constants.pkl") != null) {
      throw new UnsupportedContent("TorchScript archives");
    }
    return found;
  }

  private ByteOrder byteOrder() throws IOException {
    if (zip.getEntry(folder + "byteorder") == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String text = new String(unpack(folder + "byteorder", 16), US_ASCII);
    return switch (text) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new IllegalArgumentException("its byte order is neither \"little\" nor \"big\"");
    };
  }

  private void checkSize(StorageReference storage) {
    long found = entry(name(storage)).getSize();
    if (found != storage.bytes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "storage %s must have %d bytes, found %d",
              storage.key(),
              storage.bytes(),
              found));
    }
  }

  private String name(StorageReference storage) {
    return folder + "data/" + storage.key();
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IllegalArgumentException("it has no entry " + name);
    }
    return entry;
  }

  private byte[] unpack(String name, int most) throws IOException {
    ZipEntry entry = entry(name);
    if (entry.getSize() > most) {
      throw new UnsupportedContent(
          String.format(
              Locale.ROOT, "an entry %s of %d bytes (at most %d)", name, entry.getSize(), most));
    }
    try (CheckedInputStream in = checked(entry)) {
      byte[] bytes = new ByteCursor(in, entry.getSize()).take(entry.getSize());
      checkEnd(in, entry);
      return bytes;
    }
  }

  private CheckedInputStream checked(ZipEntry entry) throws IOException {
    return new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32());
  }

  private static void checkEnd(CheckedInputStream in, ZipEntry entry) throws IOException {
    if (in.read() >= 0) {
      throw new IllegalArgumentException(
          "its entry %s is longer than it says".formatted(entry.getName()));
    }
    if (in.getChecksum().getValue() != entry.getCrc()) {
      throw new IllegalArgumentException(
          "the checksum of its entry %s is wrong".formatted(entry.getName()));
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public String what() {
    return "PyTorch checkpoint (zip archive)";
  }

  @Override
  public void read(Set<String> keys, BiConsumer<String, StorageValues> read) throws IOException {
    for (StorageReference storage : storages.roots().values()) {
      if (keys.contains(storage.key())) {
        ZipEntry entry = entry(name(storage));
        try (CheckedInputStream in = checked(entry)) {
          StorageValues values =
              StorageValues.read(new ByteCursor(in, entry.getSize()), storage, order);
          checkEnd(in, entry);
          read.accept(storage.key(), values);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
