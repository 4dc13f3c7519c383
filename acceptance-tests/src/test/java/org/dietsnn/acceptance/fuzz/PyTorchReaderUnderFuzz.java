package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.data.pytorch.PyTorchFormat;

/** Checkpoints of torch.save, the zip archive and the older file of pickles. */
final class PyTorchReaderUnderFuzz implements FuzzedReader {
  private static final int[] OPCODES = {
    'N', 0x88, 'J', 'K', 'M', 0x8a, 0x8b, 'G', 'X', 0x8c, 0x8d, 'T', 'B', 'U', 'C', 0x8e, '(', ']',
    '}', ')', 'l', 't', 0x85, 0x86, 0x87, 'd', 'a', 'e', 's', 'u', '0', '1', '2', 'q', 'r', 0x94,
    'h', 'j', 0x80, 0x95, 'c', 0x93, 'R', 0x81, 'b', 'Q', '.', 'i', 'o', 'P'
  };

  private final PyTorchFormat format = new PyTorchFormat();

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public String fileName() {
    return "net.pt";
  }

  @Override
  public boolean needsRealFiles() {
    return true;
  }

  @Override
  public Set<FailureKind> refusals() {
    return Set.of(FailureKind.BAD_DATA, FailureKind.UNAVAILABLE);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(archive(), legacy());
  }

  private static PickleBytes stateDict(boolean old) {
    PickleBytes pickle = new PickleBytes().global("collections", "OrderedDict").op(')', 'R', '(');
    pickle.text("conv.weight").tensor("0", 3, old);
    pickle.text("fc.weight").tensor("1", 2, old);
    return pickle.op('u');
  }

  private static byte[] floats(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(i * 0.5f);
    }
    return bytes.array();
  }

  private static byte[] archive() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", stateDict(false).end());
    entries.put("archive/byteorder", "little".getBytes(US_ASCII));
    entries.put("archive/data/0", floats(6));
    entries.put("archive/data/1", floats(4));
    entries.put("archive/version", "3\n".getBytes(US_ASCII));
    return ZipMutators.zip(entries, false);
  }

  private static byte[] legacy() {
    byte[] magic =
        new PickleBytes()
            .op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
            .end();
    byte[] protocol = new PickleBytes().op('M', 0xe9, 3).end();
    byte[] machine = new PickleBytes().op('}').end();
    byte[] keys = new PickleBytes().op(']', '(').text("0").text("1").op('e').end();
    byte[] file = magic;
    for (byte[] part :
        List.of(
            protocol,
            machine,
            stateDict(true).end(),
            keys,
            count(6),
            floats(6),
            count(4),
            floats(4))) {
      file = ByteMutators.joined(file, part);
    }
    return file;
  }

  private static byte[] count(long elements) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(elements).array();
  }

  @Override
  public List<Mutator> mutators() {
    List<Mutator> ways = new ArrayList<>(ByteMutators.all());
    ways.add(PyTorchReaderUnderFuzz::opcode);
    ways.add(PyTorchReaderUnderFuzz::opcode);
    ways.addAll(TextMutators.all());
    List<Mutator> all = new ArrayList<>(ZipMutators.of(ways));
    all.add(PyTorchReaderUnderFuzz::opcode);
    return all;
  }

  private static byte[] opcode(byte[] input, SplittableRandom random) {
    byte[] result = input.clone();
    if (result.length > 0) {
      result[random.nextInt(result.length)] = (byte) OPCODES[random.nextInt(OPCODES.length)];
    }
    return result;
  }

  @Override
  public void read(Path folder) throws IOException {
    Path file = folder.resolve(fileName());
    if (!format.recognises(file)) {
      throw new FailureException(FailureKind.BAD_DATA, file + " is of no known format");
    }
    FileDescription description = format.describe(file);
    for (String part : description.parts().keySet()) {
      FileContent.NamedTensors content = (FileContent.NamedTensors) format.read(file, part);
      long bytes =
          content.tensors().values().stream().mapToLong(tensor -> 8L * tensor.size()).sum();
      assertThat(bytes).as("bytes of all tensors").isLessThan(10 * Files.size(file) + (4 << 20));
      assertThat(content.tensors().size() + content.others().size())
          .isEqualTo(description.parts().get(part).size());
    }
  }
}
