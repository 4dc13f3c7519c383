package org.dietsnn.data.nir;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a file against the layout of the Python package nir 1.0.7, as its classes define it: which
 * fields a node has (more are errors there as here), of what kind and rank, and which shapes have
 * to agree. Knows nothing of the code that writes.
 */
final class PublishedLayout {
  private static final String TEXT = "text";
  private static final String WHOLE = "whole";
  private static final String REAL = "real";

  /** Kind and rank of each field; -1 for any rank. */
  private record Field(String kind, int rank) {}

  private static final Field NEURONS = new Field(REAL, -1);
  private static final Field PAIR = new Field(WHOLE, 1);
  private static final Field ONE = new Field(WHOLE, 0);

  private static final Map<String, Map<String, Field>> TYPES =
      Map.of(
          "Input", Map.of("shape", PAIR),
          "Output", Map.of("shape", PAIR),
          "LIF",
              Map.of(
                  "tau",
                  NEURONS,
                  "r",
                  NEURONS,
                  "v_leak",
                  NEURONS,
                  "v_threshold",
                  NEURONS,
                  "v_reset",
                  NEURONS),
          "IF", Map.of("r", NEURONS, "v_threshold", NEURONS, "v_reset", NEURONS),
          "Conv2d",
              Map.of(
                  "input_shape",
                  PAIR,
                  "weight",
                  new Field(REAL, 4),
                  "stride",
                  PAIR,
                  "padding",
                  PAIR,
                  "dilation",
                  PAIR,
                  "groups",
                  ONE,
                  "bias",
                  new Field(REAL, 1)),
          "Linear", Map.of("weight", new Field(REAL, 2)),
          "Affine", Map.of("weight", new Field(REAL, 2), "bias", new Field(REAL, 1)),
          "Scale", Map.of("scale", NEURONS),
          "Flatten", Map.of("start_dim", ONE, "end_dim", ONE, "input_type", PAIR),
          "SumPool2d", Map.of("kernel_size", PAIR, "stride", PAIR, "padding", PAIR));

  private final List<String> faults = new ArrayList<>();

  private PublishedLayout() {}

  /** Everything in which a file departs from the layout. */
  static List<String> faults(Path file) {
    PublishedLayout check = new PublishedLayout();
    try (HdfFile hdf = new HdfFile(file)) {
      check.fields("file", hdf, Set.of("version", "node"));
      check.field("file", hdf, "version", new Field(TEXT, 0));
      check.graph((Group) hdf.getChild("node"));
    }
    return check.faults;
  }

  private void graph(Group graph) {
    fields("graph", graph, Set.of("type", "nodes", "edges", "metadata"));
    Group nodes = (Group) graph.getChild("nodes");
    nodes.getChildren().forEach((name, node) -> node(name, (Group) node));
    field("graph", graph, "edges", new Field(TEXT, 2));
    Set<String> pre = new HashSet<>();
    Set<String> post = new HashSet<>();
    Object[] ends = (Object[]) ((Dataset) graph.getChild("edges")).getDataFlat();
    for (int i = 0; i < ends.length; i += 2) {
      pre.add((String) ends[i]);
      post.add((String) ends[i + 1]);
    }
    for (Map.Entry<String, Node> node : nodes.getChildren().entrySet()) {
      String type = text((Group) node.getValue(), "type");
      require(pre.contains(node.getKey()) != type.equals("Output"), node.getKey() + ": edges from");
      require(post.contains(node.getKey()) != type.equals("Input"), node.getKey() + ": edges to");
    }
    require(nodes.getChildren().keySet().containsAll(pre), "edges from nowhere");
    require(nodes.getChildren().keySet().containsAll(post), "edges to nowhere");
  }

  private void node(String name, Group node) {
    String type = text(node, "type");
    Map<String, Field> defined = TYPES.get(type);
    if (defined == null) {
      faults.add(name + ": type " + type);
      return;
    }
    Set<String> known = new HashSet<>(defined.keySet());
    known.add("type");
    known.add("metadata");
    fields(name, node, known);
    defined.forEach((field, kind) -> field(name, node, field, kind));
    if (type.equals("LIF") || type.equals("IF")) {
      Set<List<Integer>> shapes = new HashSet<>();
      defined.keySet().forEach(field -> shapes.add(shape(node, field)));
      require(shapes.size() == 1, name + ": parameters of shapes " + shapes);
    }
    if (type.equals("Conv2d") || type.equals("Affine")) {
      require(
          shape(node, "bias").equals(shape(node, "weight").subList(0, 1)),
          name + ": biases do not fit the weights");
    }
  }

  private void fields(String owner, Group group, Set<String> known) {
    for (String field : group.getChildren().keySet()) {
      require(known.contains(field), owner + ": unknown field " + field);
    }
  }

  private void field(String owner, Group group, String name, Field field) {
    if (!(group.getChild(name) instanceof Dataset dataset)) {
      faults.add(owner + ": no field " + name);
      return;
    }
    Class<?> type = dataset.getJavaType();
    boolean real = List.of(float.class, double.class).contains(type);
    boolean whole = List.of(long.class, Long.class).contains(type);
    boolean fits =
        switch (field.kind()) {
          case TEXT -> type == String.class;
          case WHOLE -> whole;
          default -> real;
        };
    require(fits, owner + ": " + name + " is " + type);
    int rank = dataset.getDimensions().length;
    require(
        field.rank() < 0 ? rank > 0 : rank == field.rank(),
        owner + ": " + name + " has rank " + rank);
  }

  private static List<Integer> shape(Group node, String field) {
    return Arrays.stream(((Dataset) node.getChild(field)).getDimensions()).boxed().toList();
  }

  private static String text(Group node, String field) {
    return (String) ((Dataset) node.getChild(field)).getData();
  }

  private void require(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }
}
