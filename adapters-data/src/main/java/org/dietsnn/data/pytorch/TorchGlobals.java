package org.dietsnn.data.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of Python that a checkpoint needs, and what each makes here. This list is the whole of
 * what a pickle can do: every other name is refused.
 */
final class TorchGlobals {
  private static final Set<String> DICTIONARIES = Set.of("collections.OrderedDict");
  private static final Set<String> SEQUENCES = Set.of("torch.Size");
  private static final Set<String> WORDS = Set.of("torch.device");
  private static final Set<String> REBUILD_TENSOR =
      Set.of("torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2");
  private static final Set<String> REBUILD_PARAMETER = Set.of("torch._utils._rebuild_parameter");

  /** Element types and memory layouts, which stand for themselves. */
  private static final Pattern TYPES =
      Pattern.compile(
          "torch\\.(float16|float32|float64|half|float|double|bfloat16|int8|int16|int32|int64|uint8|bool"
              + "|strided|contiguous_format|preserve_format)");

  private static final Set<String> CALLABLE =
      Stream.of(DICTIONARIES, SEQUENCES, WORDS, REBUILD_TENSOR, REBUILD_PARAMETER)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private TorchGlobals() {}

  /**
   * A name that is allowed.
   *
   * @throws IllegalArgumentException if it is not
   */
  static PickleGlobal named(String name) {
    if (CALLABLE.contains(name)
        || TYPES.matcher(name).matches()
        || ElementType.ofStorage(name).isPresent()) {
      return new PickleGlobal(name);
    }
    throw new IllegalArgumentException(
        "its pickle asks for %s, which is neither a tensor nor a container of tensors; it is refused and nothing was executed"
            .formatted(shown(name)));
  }

  /**
   * What calling an allowed name gives.
   *
   * @throws IllegalArgumentException if it cannot be called so
   */
  static Object call(Object callee, Object arguments) {
    if (!(callee instanceof PickleGlobal global) || !(arguments instanceof Tuple tuple)) {
      throw new IllegalArgumentException("its pickle calls what cannot be called");
    }
    String name = global.name();
    if (REBUILD_TENSOR.contains(name)) {
      return tensor(tuple);
    }
    if (REBUILD_PARAMETER.contains(name)
        && tuple.size() == 3
        && tuple.get(0) instanceof TensorReference parameter) {
      return parameter;
    }
    if (SEQUENCES.contains(name) && tuple.size() == 1 && tuple.get(0) instanceof Tuple sizes) {
      return sizes;
    }
    if (WORDS.contains(name)
        && tuple.size() >= 1
        && tuple.items().stream().allMatch(w -> w instanceof String || w instanceof Long)) {
      return String.join(":", tuple.items().stream().map(String::valueOf).toList());
    }
    if (DICTIONARIES.contains(name) && tuple.size() <= 1) {
      return dictionary(tuple);
    }
    throw new IllegalArgumentException(
        "its pickle calls %s with arguments that it does not take".formatted(name));
  }

  /**
   * Lets pass what PyTorch keeps beside the items of a state dict: a dictionary of attributes.
   *
   * @throws IllegalArgumentException for the state of any other object
   */
  static void requireAttributesOfDictionary(Object target, Object state) {
    if (!(target instanceof Map<?, ?>) || !(state instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("its pickle sets the state of what is no dictionary");
    }
  }

  private static TensorReference tensor(Tuple tuple) {
    boolean fits =
        tuple.size() >= 4
            && tuple.size() <= 7
            && tuple.get(0) instanceof StorageReference
            && tuple.get(1) instanceof Long
            && tuple.get(2) instanceof Tuple
            && tuple.get(3) instanceof Tuple;
    if (!fits) {
      throw new IllegalArgumentException(
          "a tensor in it is not given by storage, offset, shape and strides");
    }
    return new TensorReference(
        (StorageReference) tuple.get(0),
        (Long) tuple.get(1),
        longs((Tuple) tuple.get(2)),
        longs((Tuple) tuple.get(3)));
  }

  private static List<Long> longs(Tuple tuple) {
    List<Long> longs = new ArrayList<>();
    for (Object item : tuple.items()) {
      if (!(item instanceof Long number)) {
        throw new IllegalArgumentException("a shape in it is not made of whole numbers");
      }
      longs.add(number);
    }
    return longs;
  }

  /** Python 2 wrote the items as a list of pairs. */
  private static Map<Object, Object> dictionary(Tuple tuple) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (tuple.size() == 1) {
      if (!(tuple.get(0) instanceof List<?> pairs)) {
        throw new IllegalArgumentException("a dictionary in it is not made of pairs");
      }
      for (Object pair : pairs) {
        List<?> two =
            pair instanceof List<?> list
                ? list
                : pair instanceof Tuple inner ? inner.items() : List.of();
        if (two.size() != 2 || !(two.get(0) instanceof String key)) {
          throw new IllegalArgumentException("a dictionary in it is not made of pairs");
        }
        map.put(key, two.get(1));
      }
    }
    return map;
  }

  private static String shown(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints().limit(120).forEach(c -> text.appendCodePoint(c > ' ' && c < 0x7F ? c : '?'));
    return text.toString();
  }
}
