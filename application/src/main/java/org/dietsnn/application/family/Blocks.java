package org.dietsnn.application.family;

import org.dietsnn.application.format.FileTensors;

/** Numbered blocks of a stage, as PyTorch names the members of a sequence. */
final class Blocks {
  private Blocks() {}

  /** How many blocks, counted from 0 without a gap, have a tensor of this name. */
  static int count(FileTensors tensors, String stage, String tensor) {
    int count = 0;
    while (tensors.has(stage + "." + count + "." + tensor)) {
      count++;
    }
    return count;
  }
}
