package org.dietsnn.acceptance.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Ways to spoil what is in a zip archive while the archive itself stays right. */
final class ZipMutators {
  private static final int MOST = 1 << 22;
  private static final List<String> NAMES =
      List.of(
          "../evil", "/evil", "archive/data/../../evil", "archive/constants.pkl", "x/data.pkl", "");

  private ZipMutators() {}

  /** One that spoils the content of an entry in each of the given ways. */
  static List<Mutator> of(List<Mutator> ways) {
    List<Mutator> all = new ArrayList<>();
    for (Mutator way : ways) {
      all.add(
          (input, random) -> {
            Map<String, byte[]> entries = entries(input);
            if (entries.isEmpty()) {
              return way.mutate(input, random);
            }
            List<String> names = List.copyOf(entries.keySet());
            String name = names.get(random.nextInt(names.size()));
            entries.put(name, way.mutate(entries.get(name), random));
            return zip(entries, random.nextBoolean());
          });
    }
    all.add(
        (input, random) -> {
          Map<String, byte[]> entries = entries(input);
          List<String> names = List.copyOf(entries.keySet());
          if (!names.isEmpty()) {
            byte[] content = entries.remove(names.get(random.nextInt(names.size())));
            if (random.nextBoolean()) {
              entries.put(NAMES.get(random.nextInt(NAMES.size())), content);
            }
          }
          return entries.isEmpty() ? input.clone() : zip(entries, random.nextBoolean());
        });
    // Zeros pack a thousandfold.
    all.add(
        (input, random) -> {
          Map<String, byte[]> entries = entries(input);
          entries.put("archive/data/" + random.nextInt(3), new byte[random.nextInt(1 << 20)]);
          return zip(entries, true);
        });
    return all;
  }

  /** An archive of stored or packed entries. */
  static byte[] zip(Map<String, byte[]> entries, boolean packed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        if (!packed) {
          CRC32 sum = new CRC32();
          sum.update(content.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.getValue().length);
          entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> entries(byte[] file) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readNBytes(MOST));
      }
    } catch (ZipException | IllegalArgumentException e) {
      return entries;
    } catch (IOException e) {
      return entries;
    }
    return entries;
  }
}
