package org.dietsnn.data.nir;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.data.file.AtomicFile;
import org.dietsnn.domain.tensor.Precision;

/** Lays a graph out in an HDF5 file as the Python package {@code nir} does. */
final class NirWriter {
  private final Precision precision;

  /** A writer of constants of neurons in a precision. */
  NirWriter(Precision precision) {
    this.precision = precision;
  }

  /**
   * Writes a file aside and moves it into place.
   *
   * @throws FailureException of kind INPUT_OUTPUT if it cannot be written; the previous file is
   *     then untouched
   */
  void write(Path file, NirGraph graph) {
    Path draft = null;
    try {
      // jHDF writes where it is told and not through a channel.
      draft = Files.createTempFile("dietsnn-", ".nir");
      writeDraft(draft, graph);
      try (FileChannel content = FileChannel.open(draft)) {
        AtomicFile.write(file, content.size(), channel -> copy(content, channel));
      }
    } catch (IOException | HdfException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot write %s: its draft in the folder for temporary files %s failed (%s); make room there"
              .formatted(file, System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    } finally {
      delete(draft);
    }
  }

  private void writeDraft(Path draft, NirGraph graph) {
    try (WritableHdfFile hdf = HdfFile.write(draft)) {
      hdf.putDataset(NirLayout.VERSION, graph.version());
      WritableGroup root = hdf.putGroup(NirLayout.ROOT);
      root.putDataset(NirLayout.TYPE, NirLayout.GRAPH_TYPE);
      root.putDataset(NirLayout.EDGES, edges(graph.edges()), compressed());
      putMetadata(root, graph.metadata());
      WritableGroup nodes = root.putGroup(NirLayout.NODES);
      graph.nodes().forEach((name, node) -> put(nodes.putGroup(name), node));
    }
  }

  private void put(WritableGroup group, NirNode node) {
    group.putDataset(NirLayout.TYPE, node.type());
    new NirFieldWriter(group, precision).put(node);
    putMetadata(group, node.metadata());
  }

  private static void putMetadata(WritableGroup group, NirMetadata metadata) {
    if (metadata.values().isEmpty()) {
      return;
    }
    WritableGroup child = group.putGroup(NirLayout.METADATA);
    metadata
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof List<?> list && list.get(0) instanceof String) {
                child.putDataset(name, list.toArray(String[]::new), compressed());
              } else if (value instanceof List<?> list) {
                child.putDataset(
                    name, list.stream().mapToDouble(number -> (Double) number).toArray());
              } else {
                child.putDataset(name, value);
              }
            });
  }

  private static String[][] edges(List<NirGraph.Edge> edges) {
    return edges.stream()
        .map(edge -> new String[] {edge.from(), edge.to()})
        .toArray(String[][]::new);
  }

  /** Also for texts: uncompressed, jHDF leaves the end of longer ones behind shorter ones. */
  static DatasetCreationOptions compressed() {
    return DatasetCreationOptions.builder().deflate().build();
  }

  private static void copy(FileChannel from, FileChannel to) throws IOException {
    long at = 0;
    while (at < from.size()) {
      at += from.transferTo(at, from.size() - at, to);
    }
  }

  private static void delete(Path draft) {
    if (draft != null) {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        draft.toFile().deleteOnExit();
      }
    }
  }
}
