package org.dietsnn.data.pytorch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The storages that a pickle refers to. Each reference is a tuple: the word {@code storage}, a
 * class such as {@code torch.FloatStorage}, a key, a device, the number of elements, and in old
 * files a view (key, offset, length) of it or None.
 */
final class Storages implements Function<Object, Object> {
  private static final int VIEW = 5;

  private final Map<String, StorageReference> roots = new LinkedHashMap<>();

  /** All storages by key, in the order in which the pickle refers to them first. */
  Map<String, StorageReference> roots() {
    return Collections.unmodifiableMap(roots);
  }

  @Override
  public StorageReference apply(Object identity) {
    boolean storage =
        identity instanceof Tuple tuple
            && tuple.size() >= VIEW
            && tuple.size() <= VIEW + 1
            && "storage".equals(tuple.get(0))
            && tuple.get(1) instanceof PickleGlobal
            && tuple.get(2) instanceof String
            && tuple.get(4) instanceof Long;
    if (!storage) {
      throw new IllegalArgumentException(
          "its pickle refers to something outside itself that is no storage of a tensor");
    }
    Tuple tuple = (Tuple) identity;
    ElementType type =
        ElementType.ofStorage(((PickleGlobal) tuple.get(1)).name())
            .orElseThrow(
                () ->
                    new UnsupportedContent(
                        "storages of %s".formatted(((PickleGlobal) tuple.get(1)).name())));
    long count = (Long) tuple.get(4);
    String key = (String) tuple.get(2);
    StorageReference root = new StorageReference(key, type, count, 0, count);
    StorageReference known = roots.putIfAbsent(key, root);
    if (known != null && !known.equals(root)) {
      throw new IllegalArgumentException(
          "its pickle gives storage %s two types or sizes".formatted(key));
    }
    Object view = tuple.size() > VIEW ? tuple.get(VIEW) : null;
    return view == null ? root : view(root, view);
  }

  private static StorageReference view(StorageReference root, Object view) {
    if (view instanceof Tuple part
        && part.size() == 3
        && part.get(1) instanceof Long offset
        && part.get(2) instanceof Long length) {
      return new StorageReference(root.key(), root.type(), root.count(), offset, length);
    }
    throw new IllegalArgumentException(
        "its pickle has a view of storage %s that is not given by offset and length"
            .formatted(root.key()));
  }
}
