package org.dietsnn.data.pytorch;

import java.util.Collections;
import java.util.List;

/**
 * An immutable sequence in a pickle.
 *
 * @param items may contain null for None
 */
record Tuple(List<Object> items) {
  Tuple {
    items = Collections.unmodifiableList(items);
  }

  Object get(int index) {
    return items.get(index);
  }

  int size() {
    return items.size();
  }
}
