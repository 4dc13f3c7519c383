package org.dietsnn.data.nir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The ways from population to population in a graph, and an order in which they can be computed.
 */
final class NirWays {
  private final NirFile file;
  private final NirGraph graph;

  /** In the order of the edges, which decides the order in which currents are added. */
  private final Map<String, List<String>> before = new HashMap<>();

  private final Map<String, List<Way>> ways = new LinkedHashMap<>();

  /** From one population to the next over what lies between them, presynaptic side first. */
  record Way(String source, List<NirPath.Step> steps) {}

  /**
   * Finds the ways.
   *
   * @throws org.dietsnn.application.failure.FailureException naming what does not fit together or
   *     is not supported
   */
  NirWays(NirFile file, NirGraph graph) {
    this.file = file;
    this.graph = graph;
    graph.nodes().keySet().forEach(name -> before.put(name, new ArrayList<>()));
    Set<String> read = new HashSet<>();
    for (NirGraph.Edge edge : graph.edges()) {
      if (!before.containsKey(edge.from()) || !before.containsKey(edge.to())) {
        throw file.damaged(
            "its edge from %s to %s joins no two of its nodes".formatted(edge.from(), edge.to()));
      }
      before.get(edge.to()).add(edge.from());
      read.add(edge.from());
    }
    graph.nodes().forEach((name, node) -> checkEnds(name, node, read.contains(name)));
    requireOne(NirNode.Input.class);
    requireOne(NirNode.Output.class);
    graph
        .nodes()
        .forEach(
            (name, node) -> {
              if (node instanceof NirNode.Population) {
                ways.put(name, before.get(name).stream().map(this::back).toList());
              }
            });
  }

  /** The ways that lead to a population; none to the input. */
  List<Way> to(String population) {
    return ways.get(population);
  }

  /** All populations, the input first, the output last, each after those it reads. */
  List<String> order() {
    Map<String, Integer> missing = new HashMap<>();
    ways.forEach((name, to) -> missing.put(name, to.size()));
    PriorityQueue<String> ready =
        new PriorityQueue<>(
            Comparator.comparing((String name) -> graph.nodes().get(name) instanceof NirNode.Output)
                .thenComparing(
                    name -> graph.nodes().get(name).metadata().number(NirLayout.META_ID).orElse(0))
                .thenComparing(name -> name));
    missing.forEach(
        (name, count) -> {
          if (count == 0) {
            ready.add(name);
          }
        });
    List<String> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      String done = ready.remove();
      order.add(done);
      ways.forEach(
          (name, to) -> {
            int from = (int) to.stream().filter(way -> way.source().equals(done)).count();
            if (from > 0 && missing.merge(name, -from, Integer::sum) == 0) {
              ready.add(name);
            }
          });
    }
    if (order.size() < ways.size()) {
      ways.keySet().removeAll(order);
      throw file.unsupported(
          "node %s feeds back on itself".formatted(ways.keySet().iterator().next()));
    }
    return order;
  }

  private Way back(String from) {
    Deque<NirPath.Step> steps = new ArrayDeque<>();
    String at = from;
    while (graph.nodes().get(at) instanceof NirNode.Connection connection) {
      if (before.get(at).size() != 1) {
        throw file.unsupported(
            "%d edges meet in its node %s, which has no neurons"
                .formatted(before.get(at).size(), at));
      }
      if (steps.size() == graph.nodes().size()) {
        throw file.unsupported("node %s feeds back on itself without neurons".formatted(at));
      }
      steps.addFirst(new NirPath.Step(at, connection));
      at = before.get(at).get(0);
    }
    return new Way(at, List.copyOf(steps));
  }

  private void checkEnds(String name, NirNode node, boolean isRead) {
    boolean reads = !before.get(name).isEmpty();
    boolean first = node instanceof NirNode.Input;
    boolean last = node instanceof NirNode.Output;
    if (first == reads || last == isRead) {
      throw file.damaged(
          "%s edge leads %s its %s node %s"
              .formatted(
                  (first && reads) || (last && isRead) ? "an" : "no",
                  first == reads ? "to" : "from",
                  node.type(),
                  name));
    }
  }

  private void requireOne(Class<? extends NirNode> type) {
    long found = graph.nodes().values().stream().filter(type::isInstance).count();
    if (found != 1) {
      throw file.unsupported(
          "it has %d nodes of type %s and not one".formatted(found, type.getSimpleName()));
    }
  }
}
