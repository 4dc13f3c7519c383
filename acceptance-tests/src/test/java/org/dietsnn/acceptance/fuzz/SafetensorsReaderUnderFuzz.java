package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.safetensors.SafetensorsReader;
import org.dietsnn.domain.tensor.Tensor;

/** Safetensors files of any origin. */
final class SafetensorsReaderUnderFuzz implements FuzzedReader {
  private static final String FOREIGN =
      """
      {"__metadata__":{"format":"pt"},
      "layer1.0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
      "layer1.0.bias":{"dtype":"F64","shape":[2],"data_offsets":[24,40]},
      "count":{"dtype":"F32","shape":[],"data_offsets":[40,44]}}""";

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public String fileName() {
    return "net.safetensors";
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    byte[] header = FOREIGN.getBytes(UTF_8);
    byte[] foreign =
        ByteBuffer.allocate(8 + header.length + 44)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array();
    return List.of(foreign, SmallCheckpoint.bytes(SmallCheckpoint.finished()));
  }

  @Override
  public List<Mutator> mutators() {
    return HeaderMutators.all();
  }

  @Override
  public void read(Path folder) throws IOException {
    Path file = folder.resolve(fileName());
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Map<String, Tensor> tensors = reader.readAll(Sha256.begin());
      assertThat(tensors).hasSameSizeAs(reader.header().tensors());
      long data =
          reader.header().tensors().stream().mapToLong(entry -> entry.end() - entry.begin()).sum();
      int start = CheckpointBytes.dataStart(Files.readAllBytes(file)).orElseThrow();
      assertThat(start + data).as("bytes of the file").isEqualTo(Files.size(file));
    }
  }
}
