package org.dietsnn.application.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The tensors of a file under their names without a prefix. Prefixes that PyTorch's wrappers put
 * before every name are taken off by themselves.
 */
public final class FileTensors {
  /** Of DataParallel and DistributedDataParallel, and of torch.compile. */
  private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");

  private final Map<String, TensorDescription> descriptions = new LinkedHashMap<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();

  /**
   * The tensors of a file.
   *
   * @param prefix taken off where it stands; empty: those of wrappers, where every name has them
   * @throws IllegalArgumentException if two names are the same without the prefix
   */
  public FileTensors(FileContent.NamedTensors content, String prefix) {
    content
        .tensors()
        .forEach(
            (name, tensor) -> {
              List<Long> shape = Arrays.stream(tensor.shape()).asLongStream().boxed().toList();
              String type = tensor.precision().name().toLowerCase(Locale.ROOT);
              values.put(name, tensor);
              descriptions.put(name, new TensorDescription(name, type, shape));
            });
    content.others().forEach(tensor -> descriptions.put(tensor.name(), tensor));
    if (prefix.isEmpty()) {
      for (int round = 0; round < WRAPPERS.size(); round++) {
        WRAPPERS.stream()
            .filter(w -> descriptions.keySet().stream().allMatch(name -> name.startsWith(w)))
            .forEach(this::strip);
      }
    } else {
      strip(prefix);
    }
  }

  private void strip(String prefix) {
    strip(prefix, values);
    strip(prefix, descriptions);
  }

  private static <T> void strip(String prefix, Map<String, T> map) {
    Map<String, T> stripped = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
          if (stripped.put(rest, value) != null) {
            throw new IllegalArgumentException(
                "two tensors are named %s without the prefix %s".formatted(rest, prefix));
          }
        });
    map.clear();
    map.putAll(stripped);
  }

  /** All names without prefix, in the order of the file. */
  public Set<String> names() {
    return descriptions.keySet();
  }

  /** The floating-point tensor of a name, if there is one. */
  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether there is a floating-point tensor of a name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** What there is to say about the tensor of a name, under its name in the file. */
  public TensorDescription describe(String name) {
    return descriptions.get(name);
  }

  /** A dimension of a tensor, if there is such a tensor and it has so many dimensions. */
  public Optional<Integer> dimension(String name, int index) {
    return find(name)
        .map(Tensor::shape)
        .filter(shape -> index < shape.length)
        .map(shape -> shape[index]);
  }
}
