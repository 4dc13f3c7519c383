package org.dietsnn.acceptance.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** Every reader of files that users bring along. */
final class FuzzedReaders {
  private FuzzedReaders() {}

  static List<FuzzedReader> all() {
    return Stream.concat(others().stream(), ImageNetListUnderFuzz.all().stream()).toList();
  }

  private static List<FuzzedReader> others() {
    return List.of(
        new CifarReaderUnderFuzz(),
        new SafetensorsReaderUnderFuzz(),
        new CheckpointReaderUnderFuzz(),
        new SealedCheckpointReaderUnderFuzz(),
        new ConfigReaderUnderFuzz(),
        new MappingReaderUnderFuzz(),
        new IdxReaderUnderFuzz(),
        new ImageReaderUnderFuzz(),
        new FileIndexReaderUnderFuzz(),
        new PyTorchReaderUnderFuzz(),
        new NirReaderUnderFuzz(),
        new Dl4jReaderUnderFuzz(),
        new ArchiveReaderUnderFuzz());
  }
}
