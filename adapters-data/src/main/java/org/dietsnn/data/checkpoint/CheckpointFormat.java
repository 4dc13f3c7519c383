package org.dietsnn.data.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.TreeMap;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.data.safetensors.SafetensorsHeader;
import org.dietsnn.data.safetensors.TensorEntry;

/**
 * What makes a safetensors file a checkpoint: the texts under {@code __metadata__} and the names of
 * the tensors. Parameters have their own names, the optimiser's state {@code
 * optimiser/slot/parameter}.
 */
final class CheckpointFormat {
  static final String FORMAT = "dietsnn-checkpoint";
  static final String VERSION = "1";

  static final String FORMAT_KEY = "format";
  static final String VERSION_KEY = "version";
  static final String CHECKSUM_KEY = "sha256";
  static final String MODEL_KEY = "model";
  static final String PROVENANCE_KEY = "provenance";
  static final String TRAINING_KEY = "training";

  static final String OPTIMISER_PREFIX = "optimiser/";

  private CheckpointFormat() {}

  /**
   * Begins the checksum: SHA-256 of all other texts sorted by name (name, then text), of name, type
   * and shape of all tensors as they lie, and of the tensors' bytes, which the caller adds. Each
   * text stands as its length in UTF-8 (4 bytes, most significant first) and its bytes.
   */
  static MessageDigest beginChecksum(SafetensorsHeader header) {
    MessageDigest digest = Sha256.begin();
    new TreeMap<>(header.metadata())
        .forEach(
            (name, text) -> {
              if (!name.equals(CHECKSUM_KEY)) {
                add(digest, name);
                add(digest, text);
              }
            });
    for (TensorEntry tensor : header.tensors()) {
      add(digest, tensor.name());
      add(digest, tensor.type().name());
      add(digest, tensor.shape().toString());
    }
    return digest;
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
