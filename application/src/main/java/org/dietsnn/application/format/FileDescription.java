package org.dietsnn.application.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.domain.network.Network;

/**
 * What is in a file.
 *
 * @param format name of the format
 * @param what one sentence without a full stop: what kind of file this is
 * @param parts sets of tensors in the file from which one has to be chosen, by name; one without a
 *     name if there is one only
 * @param network the graph, if the file has one
 * @param facts what the file says about itself and where it comes from, in order
 */
public record FileDescription(
    String format,
    String what,
    Map<String, List<TensorDescription>> parts,
    Optional<Network> network,
    Map<String, String> facts) {
  public FileDescription {
    Map<String, List<TensorDescription>> copy = new LinkedHashMap<>();
    parts.forEach((name, tensors) -> copy.put(name, List.copyOf(tensors)));
    parts = Collections.unmodifiableMap(copy);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
