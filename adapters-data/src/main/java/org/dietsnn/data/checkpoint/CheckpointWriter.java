package org.dietsnn.data.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.TrainingState;
import org.dietsnn.data.file.AtomicFile;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.json.Json;
import org.dietsnn.data.safetensors.SafetensorsHeader;
import org.dietsnn.data.safetensors.TensorBytes;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Writes a checkpoint in one pass: the header has room for the checksum, which is known when all
 * tensors are written and then put there.
 */
final class CheckpointWriter {
  private static final String NO_CHECKSUM = "0".repeat(64);

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final SafetensorsHeader header;
  private final byte[] headerBytes;

  CheckpointWriter(Checkpoint checkpoint) {
    tensors.putAll(checkpoint.parameters().values());
    checkpoint
        .training()
        .flatMap(TrainingState::optimiserState)
        .ifPresent(
            optimiserState ->
                optimiserState
                    .values()
                    .forEach(
                        (name, state) ->
                            tensors.put(CheckpointFormat.OPTIMISER_PREFIX + name, state)));
    header = SafetensorsHeader.of(tensors, metadata(checkpoint));
    headerBytes = header.toBytes();
  }

  private static Map<String, String> metadata(Checkpoint checkpoint) {
    Map<String, String> texts = new LinkedHashMap<>();
    // First, so that its place is found before any text that could look like it.
    texts.put(CheckpointFormat.CHECKSUM_KEY, NO_CHECKSUM);
    texts.put(CheckpointFormat.FORMAT_KEY, CheckpointFormat.FORMAT);
    texts.put(CheckpointFormat.VERSION_KEY, CheckpointFormat.VERSION);
    texts.put(CheckpointFormat.MODEL_KEY, Json.text(ModelJson.write(checkpoint.model())));
    texts.put(
        CheckpointFormat.PROVENANCE_KEY, Json.text(ProvenanceJson.write(checkpoint.provenance())));
    checkpoint
        .training()
        .ifPresent(
            training ->
                texts.put(CheckpointFormat.TRAINING_KEY, Json.text(TrainingJson.write(training))));
    return texts;
  }

  void write(Path file) {
    AtomicFile.write(file, headerBytes.length + header.dataBytes(), this::writeTo);
  }

  private void writeTo(FileChannel channel) throws IOException {
    write(channel, headerBytes);
    MessageDigest digest = CheckpointFormat.beginChecksum(header);
    TensorBytes bytes = new TensorBytes(channel, digest);
    for (Tensor tensor : tensors.values()) {
      bytes.write(tensor);
    }
    channel.position(new String(headerBytes, ISO_8859_1).indexOf(NO_CHECKSUM));
    write(channel, Sha256.end(digest).getBytes(US_ASCII));
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
