package org.dietsnn.data.nir;

import java.util.HashSet;
import java.util.Set;

/**
 * Names for nodes: letters, digits and underscores, since other programs use them as names of
 * modules, and none twice.
 */
final class NodeNames {
  private final Set<String> taken = new HashSet<>();

  String unique(String wish) {
    String name = wish.replaceAll("[^A-Za-z0-9_]", "_");
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }
}
