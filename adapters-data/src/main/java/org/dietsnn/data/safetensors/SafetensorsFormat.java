package org.dietsnn.data.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.application.port.out.ModelFormat;

/** Safetensors files of other programs: tensors by name and a few texts. */
public final class SafetensorsFormat implements ModelFormat {
  private static final Set<DataType> FLOATING =
      EnumSet.of(DataType.F16, DataType.BF16, DataType.F32, DataType.F64);
  private static final String OF_CHECKPOINTS = "dietsnn-checkpoint";

  /** The format; without state. */
  public SafetensorsFormat() {}

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public boolean recognises(Path file) {
    return looksLikeOne(file) && !checkpoint(file);
  }

  /**
   * Whether a file begins as one: a length that is possible, then the brace of the header. Damaged
   * files do, too.
   */
  public static boolean looksLikeOne(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(SafetensorsHeader.LENGTH_BYTES + 1);
      if (first.length <= SafetensorsHeader.LENGTH_BYTES) {
        return false;
      }
      long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
      return first[SafetensorsHeader.LENGTH_BYTES] == '{'
          && length >= 2
          && length <= SafetensorsHeader.MAX_BYTES;
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot read %s: %s; check its permissions and the disk".formatted(file, e),
          e);
    }
  }

  /** Whether a safetensors file with a sound header says that it is a checkpoint of dietsnn. */
  private static boolean checkpoint(Path file) {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      return OF_CHECKPOINTS.equals(reader.header().metadata().get("format"));
    } catch (FailureException e) {
      if (e.kind() == FailureKind.BAD_DATA) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public FileDescription describe(Path file) {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      SafetensorsHeader header = reader.header();
      return new FileDescription(
          name(),
          "safetensors file: tensors by name, no graph",
          Map.of("", header.tensors().stream().map(SafetensorsFormat::describe).toList()),
          Optional.empty(),
          header.metadata());
    }
  }

  @Override
  public FileContent read(Path file, String part) {
    if (!part.isEmpty()) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s holds one set of tensors only, none named \"%s\"; leave --part out"
              .formatted(file, part));
    }
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      List<TensorDescription> others = new ArrayList<>();
      for (TensorEntry entry : reader.header().tensors()) {
        if (!FLOATING.contains(entry.type())) {
          others.add(describe(entry));
        }
      }
      return new FileContent.NamedTensors(
          reader.readFloating(), others, reader.header().metadata());
    }
  }

  /** A tensor with its type by the name that it has elsewhere. */
  public static TensorDescription describe(TensorEntry entry) {
    String type =
        switch (entry.type()) {
          case F16 -> "float16";
          case BF16 -> "bfloat16";
          case F32 -> "float32";
          case F64 -> "float64";
          case I8 -> "int8";
          case I16 -> "int16";
          case I32 -> "int32";
          case I64 -> "int64";
          case U8 -> "uint8";
          case U16 -> "uint16";
          case U32 -> "uint32";
          case U64 -> "uint64";
          default -> entry.type().name().toLowerCase(Locale.ROOT);
        };
    return new TensorDescription(entry.name(), type, entry.shape());
  }
}
