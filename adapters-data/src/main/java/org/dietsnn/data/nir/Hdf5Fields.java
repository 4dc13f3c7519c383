package org.dietsnn.data.nir;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The fields of one group of an HDF5 file, each read as what it must be. The size that a field
 * claims is compared with that of the file before anything is read.
 */
final class Hdf5Fields {
  /** What a compressed field may always inflate to. */
  private static final long INFLATED_BYTES = 64L << 20;

  /** How much larger than the file a compressed field may be beyond that. */
  private static final long INFLATED_FACTOR = 16;

  /** What one chunk takes in a file at least. */
  private static final long CHUNK_BYTES = 8;

  private static final int LARGEST_INTEGER = 1 << 24;

  private final NirFile file;
  private final long fileBytes;
  private final String path;
  private final Map<String, Node> children;

  /**
   * The fields of a group.
   *
   * @param fileBytes size of the file
   * @param path what the group is called in messages
   */
  Hdf5Fields(NirFile file, long fileBytes, String path, Group group) {
    this.file = file;
    this.fileBytes = fileBytes;
    this.path = path;
    this.children = group.getChildren();
  }

  Set<String> names() {
    return children.keySet();
  }

  boolean has(String name) {
    return children.containsKey(name);
  }

  /** Complains about the first field that is not among those expected. */
  void requireOnly(String what, Set<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw file.damaged(
            "%s has a field %s, which NIR does not define for %s (%s)"
                .formatted(path, name, what, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  /** The fields of a group in this one. */
  Hdf5Fields group(String name) {
    if (child(name) instanceof Group group) {
      return new Hdf5Fields(file, fileBytes, at(name), group);
    }
    throw file.damaged("%s must be a group".formatted(at(name)));
  }

  /** Whether a field is text. */
  boolean isText(String name) {
    return child(name) instanceof Dataset dataset && dataset.getJavaType() == String.class;
  }

  /** Whether a field is a number or several. */
  boolean isNumber(String name) {
    return child(name) instanceof Dataset dataset && numeric(dataset);
  }

  String text(String name) {
    List<String> texts = texts(name);
    if (texts.size() != 1) {
      throw file.damaged(
          String.format(Locale.ROOT, "%s must be one text, found %d", at(name), texts.size()));
    }
    return texts.get(0);
  }

  /** All texts of a field in a row. */
  List<String> texts(String name) {
    Dataset dataset = dataset(name);
    if (dataset.getJavaType() != String.class) {
      throw file.damaged(
          "%s must be text, found %s".formatted(at(name), dataset.getJavaType().getSimpleName()));
    }
    List<String> texts = new ArrayList<>();
    Object values = values(dataset);
    for (int i = 0; i < Array.getLength(values); i++) {
      texts.add((String) Array.get(values, i));
    }
    return texts;
  }

  /** All whole numbers of a field in a row; one that is no array counts as one. */
  List<Integer> integers(String name) {
    double[] numbers = numbers(name);
    for (double number : numbers) {
      if (number != Math.rint(number) || Math.abs(number) > LARGEST_INTEGER) {
        throw file.damaged(
            "%s must be whole numbers of at most %d, found %s"
                .formatted(at(name), LARGEST_INTEGER, number));
      }
    }
    return Arrays.stream(numbers).mapToObj(number -> (int) number).toList();
  }

  double[] numbers(String name) {
    return tensor(name).toDoubles();
  }

  /** The dimensions of a field; empty for a single number. */
  List<Integer> shape(String name) {
    return Arrays.stream(dataset(name).getDimensions()).boxed().toList();
  }

  /** The numbers of a field; what is not float32 becomes float64. */
  Tensor tensor(String name) {
    Dataset dataset = dataset(name);
    if (!numeric(dataset)) {
      throw file.damaged(
          "%s must be numbers, found %s"
              .formatted(at(name), dataset.getJavaType().getSimpleName()));
    }
    int[] shape = dataset.getDimensions();
    Object values = values(dataset);
    if (values instanceof float[] floats) {
      return Tensor.of(shape, floats);
    }
    double[] doubles = new double[Array.getLength(values)];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = ((Number) Array.get(values, i)).doubleValue();
    }
    return Tensor.of(shape, doubles);
  }

  private static boolean numeric(Dataset dataset) {
    Class<?> type = dataset.getJavaType();
    return type != boolean.class && type.isPrimitive() || Number.class.isAssignableFrom(type);
  }

  private Object values(Dataset dataset) {
    if (dataset.getSize() == 0) {
      return new double[0];
    }
    return dataset.getDataFlat();
  }

  private Dataset dataset(String name) {
    if (child(name) instanceof Dataset dataset) {
      checkSize(name, dataset);
      return dataset;
    }
    throw file.damaged("%s must be a dataset".formatted(at(name)));
  }

  private Node child(String name) {
    Node child = children.get(name);
    if (child == null) {
      throw file.damaged("%s has no field %s".formatted(path, name));
    }
    if (child.isLink()) {
      throw file.unsupported("%s is a link".formatted(at(name)));
    }
    return child;
  }

  private void checkSize(String name, Dataset dataset) {
    long bytes = Math.max(1, dataset.getDataType().getSize());
    for (long size : dataset.getDimensionsAsLong()) {
      bytes = Math.multiplyExact(bytes, size);
    }
    boolean chunked = dataset instanceof ChunkedDataset;
    long limit = chunked ? Math.max(INFLATED_BYTES, INFLATED_FACTOR * fileBytes) : fileBytes;
    if (chunked) {
      checkChunks(name, (ChunkedDataset) dataset, bytes, limit);
    }
    if (bytes < 0 || bytes > Math.min(limit, Integer.MAX_VALUE)) {
      throw file.damaged(
          "%s claims %d bytes in a file of %d".formatted(at(name), bytes, fileBytes));
    }
  }

  private void checkChunks(String name, ChunkedDataset dataset, long bytes, long limit) {
    long chunkBytes = dataset.getDataType().getSize();
    for (int size : dataset.getChunkDimensions()) {
      chunkBytes = Math.multiplyExact(chunkBytes, size);
    }
    if (chunkBytes < 1 || chunkBytes > limit || bytes / chunkBytes > fileBytes / CHUNK_BYTES) {
      throw file.damaged(
          "%s claims %d bytes in chunks of %d in a file of %d"
              .formatted(at(name), bytes, chunkBytes, fileBytes));
    }
    Set<Integer> filters = new HashSet<>();
    dataset
        .getFilters()
        .forEach(
            filter -> {
              if (!filters.add(filter.getId())) {
                throw file.damaged("%s is compressed twice".formatted(at(name)));
              }
            });
  }

  private String at(String name) {
    return path + "/" + name;
  }
}
