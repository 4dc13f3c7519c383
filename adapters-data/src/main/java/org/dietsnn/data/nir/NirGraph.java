package org.dietsnn.data.nir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph of NIR. What arrives at a node over several edges is added up.
 *
 * @param version of the package that laid out the file
 * @param nodes by name, in order
 * @param edges in order
 * @param metadata of the graph
 */
record NirGraph(
    String version, Map<String, NirNode> nodes, List<Edge> edges, NirMetadata metadata) {
  /** From one node to another. */
  record Edge(String from, String to) {}

  NirGraph {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    edges = List.copyOf(edges);
  }
}
