package org.dietsnn.data.pytorch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.domain.tensor.Tensor;

/** Checkpoints of {@code torch.save}: state dicts, alone or beside other things in a dictionary. */
public final class PyTorchFormat implements ModelFormat {
  private static final int FIRST_BYTES = 512;
  private static final int ENTRY_NAME = 30;
  private static final int ENTRY_NAME_LENGTH = 26;

  /** Tensors may share a storage, but not so that a small file fills the memory. */
  private static final int MOST_SHARING = 4;

  private static final int SHARING_FREE = 1 << 20;

  private static final String AGAIN =
      "save it anew in Python, as in torch.save(model.state_dict(), \"weights.pt\")";

  /** The format; without state. */
  public PyTorchFormat() {}

  /** The work on an open file. */
  private interface Work<T> {
    T on(TorchFile file, StateDicts saved) throws IOException;
  }

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public boolean recognises(Path file) {
    byte[] first = firstBytes(file);
    if (first.length >= ENTRY_NAME && zipped(first)) {
      int low = first[ENTRY_NAME_LENGTH] & 0xFF;
      int length = low + 256 * (first[ENTRY_NAME_LENGTH + 1] & 0xFF);
      int end = Math.min(first.length, ENTRY_NAME + length);
      String entry = new String(first, ENTRY_NAME, end - ENTRY_NAME, ISO_8859_1);
      return TorchArchive.isPickle(entry) || TorchArchive.recognises(file);
    }
    return LegacyTorchFile.begins(first) || barePickle(first);
  }

  @Override
  public FileDescription describe(Path file) {
    return with(
        file,
        (torch, saved) -> {
          Map<String, List<TensorDescription>> parts = new LinkedHashMap<>();
          saved.parts().forEach((name, tensors) -> parts.put(name, described(tensors)));
          return new FileDescription(name(), torch.what(), parts, Optional.empty(), saved.facts());
        });
  }

  @Override
  public FileContent read(Path file, String part) {
    return with(
        file,
        (torch, saved) -> {
          Map<String, TensorReference> tensors = chosen(file, saved.parts(), part);
          requireLittleSharing(tensors, Files.size(file));
          Map<String, TensorReference> floating = new LinkedHashMap<>();
          List<TensorDescription> others = new ArrayList<>();
          tensors.forEach(
              (name, tensor) -> {
                if (tensor.storage().type().floating()) {
                  floating.put(name, tensor);
                } else {
                  others.add(StateDicts.describe(name, tensor));
                }
              });
          return new FileContent.NamedTensors(values(torch, floating), others, saved.facts());
        });
  }

  private static Map<String, Tensor> values(TorchFile torch, Map<String, TensorReference> tensors)
      throws IOException {
    Map<String, List<String>> names = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            names.computeIfAbsent(tensor.storage().key(), key -> new ArrayList<>()).add(name));
    Map<String, Tensor> values = new LinkedHashMap<>();
    // In the order of the file from the beginning, whatever the order of the storages.
    tensors.keySet().forEach(name -> values.put(name, null));
    torch.read(
        names.keySet(),
        (key, storage) ->
            names.get(key).forEach(name -> values.put(name, storage.view(tensors.get(name)))));
    return values;
  }

  private static Map<String, TensorReference> chosen(
      Path file, Map<String, Map<String, TensorReference>> parts, String part) {
    if (part.isEmpty() && parts.size() == 1) {
      return parts.values().iterator().next();
    }
    Map<String, TensorReference> tensors = parts.get(part);
    if (tensors == null) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s holds the sets of tensors %s; choose one by --part%s"
              .formatted(
                  file,
                  String.join(", ", parts.keySet()),
                  part.isEmpty() ? "" : ", there is none named \"" + part + "\""));
    }
    return tensors;
  }

  private static List<TensorDescription> described(Map<String, TensorReference> tensors) {
    return tensors.entrySet().stream()
        .map(tensor -> StateDicts.describe(tensor.getKey(), tensor.getValue()))
        .toList();
  }

  private static void requireLittleSharing(Map<String, TensorReference> tensors, long fileSize) {
    long most = MOST_SHARING * fileSize + SHARING_FREE;
    long bytes = 0;
    for (TensorReference tensor : tensors.values()) {
      bytes += tensor.count() * tensor.storage().type().bytes();
      if (bytes > most) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "its tensors share their elements so often that they take more than %d times its size",
                MOST_SHARING));
      }
    }
  }

  private <T> T with(Path file, Work<T> work) {
    try {
      byte[] first = firstBytes(file);
      if (!zipped(first) && !LegacyTorchFile.begins(first)) {
        throw new UnsupportedContent("pickles that torch.save did not write");
      }
      try (TorchFile torch = zipped(first) ? TorchArchive.open(file) : LegacyTorchFile.open(file)) {
        return work.on(torch, new StateDicts(torch.root()));
      }
    } catch (UnsupportedContent e) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "%s is a PyTorch file of a kind that is not supported: %s; %s"
              .formatted(file, e.getMessage(), AGAIN),
          e);
    } catch (EOFException e) {
      throw corrupt(file, "it is truncated, " + e.getMessage(), e);
    } catch (ZipException e) {
      throw corrupt(file, "its zip archive is damaged or truncated, " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw corrupt(file, e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static FailureException corrupt(Path file, String what, Exception cause) {
    return new FailureException(
        FailureKind.BAD_DATA,
        "%s cannot be used as a PyTorch checkpoint: %s; use an undamaged copy, or %s"
            .formatted(file, what, AGAIN),
        cause);
  }

  private static FailureException unreadable(Path file, IOException cause) {
    return new FailureException(
        FailureKind.INPUT_OUTPUT,
        "cannot read %s: %s; check its permissions and the disk".formatted(file, cause),
        cause);
  }

  private static byte[] firstBytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(FIRST_BYTES);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static boolean zipped(byte[] first) {
    return first.length >= 4
        && first[0] == 'P'
        && first[1] == 'K'
        && first[2] == 3
        && first[3] == 4;
  }

  private static boolean barePickle(byte[] first) {
    return first.length >= 3 && (first[0] & 0xFF) == 0x80 && first[1] >= 2 && first[1] <= 5;
  }
}
