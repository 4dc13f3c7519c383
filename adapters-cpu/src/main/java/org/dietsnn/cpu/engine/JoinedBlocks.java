package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.DenseRows;
import org.dietsnn.cpu.kernel.PackedWeights;

/**
 * Which blocks of dense weights are joined, see {@link DenseRows}. A session that is given single
 * images many times in a row joins them, and takes them apart when several come or somebody else
 * reads the weights. Results do not depend on it, bit by bit.
 */
final class JoinedBlocks {
  /** Blocks that are joined, at most: rows of 8 KiB. */
  private static final int MOST = 32;

  /**
   * Single images in a row after which blocks are joined. To join and to take apart costs what is
   * saved in some 50 images of VGG9, so where a batch comes right after it, little is lost.
   */
  static final int CALLS = 64;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Workers workers;
  private boolean allowed;
  private boolean joined;
  private boolean lost;
  private int calls;

  /**
   * All blocks are apart.
   *
   * @param allowed whether they may be joined
   */
  JoinedBlocks(NetworkPlan plan, FloatParameters parameters, Workers workers, boolean allowed) {
    this.plan = plan;
    this.parameters = parameters;
    this.workers = workers;
    this.allowed = allowed;
  }

  /**
   * To be called before so many images are inferred.
   *
   * @throws IllegalStateException if an error occurred while blocks were joined or taken apart
   */
  void expect(int images) {
    if (images > 1) {
      split();
      return;
    }
    requireWeights();
    calls++;
    if (calls >= CALLS && allowed && !joined) {
      reorder(DenseRows::join);
      joined = true;
    }
  }

  /**
   * Takes all blocks apart.
   *
   * @throws IllegalStateException if an error occurred while blocks were joined or taken apart
   */
  void split() {
    requireWeights();
    calls = 0;
    if (joined) {
      reorder(DenseRows::split);
      joined = false;
    }
  }

  /** Takes all blocks apart for good. */
  void forbid() {
    split();
    allowed = false;
  }

  private void requireWeights() {
    if (lost) {
      throw new IllegalStateException(
          "an error occurred while the weights of this session were put in another order, and they"
              + " are lost; open another session");
    }
  }

  /** Joins some blocks or takes them apart. */
  @FunctionalInterface
  private interface Reordering {
    void apply(DenseRows rows, PackedWeights packed, int first, int count);
  }

  private void reorder(Reordering how) {
    lost = true;
    for (int p = 1; p < plan.populations(); p++) {
      if (plan.rowByRow(p, 1) && most(p) > 1) {
        DenseRows rows = plan.synapses(p).get(0).rows();
        PackedWeights packed = parameters.packed(p, 0);
        int blocks = plan.blocks(p);
        int most = most(p);
        workers.run(
            groups(blocks, most),
            (group, worker) -> {
              int first = group * most;
              how.apply(rows, packed, first, Math.min(most, blocks - first));
            });
      }
    }
    lost = false;
  }

  /** Blocks of a group: as many for each thread. */
  private int most(int p) {
    return Math.min(MOST, groups(plan.blocks(p), workers.threads()));
  }

  private static int groups(int blocks, int size) {
    return (blocks + size - 1) / size;
  }

  /** Blocks of a population that are joined to a group; 1 if they are apart. */
  int together(int p) {
    return joined ? most(p) : 1;
  }

  /** Groups of a population. */
  int groups(int p) {
    return groups(plan.blocks(p), together(p));
  }

  /** The first block of a group. */
  int first(int p, int group) {
    return group * together(p);
  }

  /** Blocks of a group, of which the last may have fewer. */
  int count(int p, int group) {
    return Math.min(together(p), plan.blocks(p) - first(p, group));
  }
}
