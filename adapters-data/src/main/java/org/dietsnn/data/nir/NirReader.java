package org.dietsnn.data.nir;

import io.jhdf.HdfFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Reads a graph from an HDF5 file as the Python package {@code nir} lays it out. */
final class NirReader {
  private static final Set<String> ROOT_FIELDS = Set.of(NirLayout.VERSION, NirLayout.ROOT);
  private static final Set<String> GRAPH_FIELDS =
      Set.of(NirLayout.TYPE, NirLayout.NODES, NirLayout.EDGES, NirLayout.METADATA);

  private final NirFile file;

  private NirReader(NirFile file) {
    this.file = file;
  }

  /**
   * Reads a graph.
   *
   * @throws org.dietsnn.application.failure.FailureException of kind BAD_DATA if the file breaks
   *     the layout, a field that NIR does not define included, UNAVAILABLE if it uses what is not
   *     supported, INPUT_OUTPUT if it cannot be read
   */
  static NirGraph read(NirFile file) {
    return Hdf5Guard.read(file, new NirReader(file)::graph);
  }

  private NirGraph graph(HdfFile hdf, long bytes) {
    Hdf5Fields root = new Hdf5Fields(file, bytes, "", hdf);
    if (!root.has(NirLayout.ROOT)) {
      throw file.damaged("it is an HDF5 file without a group %s".formatted(NirLayout.ROOT));
    }
    root.requireOnly("NIR file", ROOT_FIELDS);
    Hdf5Fields graph = root.group(NirLayout.ROOT);
    String type = graph.text(NirLayout.TYPE);
    if (!type.equals(NirLayout.GRAPH_TYPE)) {
      throw file.unsupported("it holds a single %s and no NIRGraph".formatted(type));
    }
    graph.requireOnly(type, GRAPH_FIELDS);
    Map<String, NirNode> nodes = new LinkedHashMap<>();
    Hdf5Fields groups = graph.group(NirLayout.NODES);
    for (String name : groups.names()) {
      Hdf5Fields fields = groups.group(name);
      nodes.put(name, new NirNodeReader(file, name, fields, metadata(fields)).read());
    }
    return new NirGraph(root.text(NirLayout.VERSION), nodes, edges(graph), metadata(graph));
  }

  private List<NirGraph.Edge> edges(Hdf5Fields graph) {
    List<Integer> shape = graph.shape(NirLayout.EDGES);
    if (shape.size() != 2 || shape.get(1) != 2) {
      throw file.damaged("its edges are not pairs of names, but of shape %s".formatted(shape));
    }
    List<String> names = graph.texts(NirLayout.EDGES);
    List<NirGraph.Edge> edges = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 2) {
      edges.add(new NirGraph.Edge(names.get(i), names.get(i + 1)));
    }
    return edges;
  }

  /** Texts and numbers; anything may stand here, and what is something else is left. */
  private static NirMetadata metadata(Hdf5Fields fields) {
    if (!fields.has(NirLayout.METADATA)) {
      return NirMetadata.none();
    }
    Hdf5Fields group = fields.group(NirLayout.METADATA);
    NirMetadata metadata = NirMetadata.none();
    for (String name : group.names()) {
      if (group.isText(name)) {
        boolean one = group.shape(name).isEmpty();
        metadata = metadata.with(name, one ? group.text(name) : group.texts(name));
      } else if (group.isNumber(name)) {
        double[] numbers = group.numbers(name);
        boolean one = group.shape(name).isEmpty();
        metadata =
            metadata.with(name, one ? numbers[0] : DoubleStream.of(numbers).boxed().toList());
      }
    }
    return metadata;
  }
}
