package org.dietsnn.cpu.engine;

import org.dietsnn.cpu.kernel.DenseRows;

/**
 * Which blocks of dense weights are joined, see {@link DenseRows}. A session that is given single
 * images several times in a row joins them, and takes them apart when more come or somebody else
 * reads the weights; either takes as long as some ten single images of VGG9.
 */
final class JoinedBlocks {
  /** Blocks that are joined, at most: rows of 8 KiB. */
  private static final int MOST = 32;

  /** How many single images in a row it takes. */
  private static final int CALLS = 3;

  private final NetworkPlan plan;
  private final FloatParameters parameters;
  private final Workers workers;
  private boolean allowed;
  private boolean joined;
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

  /** To be called before so many images are inferred. */
  void expect(int images) {
    calls = images == 1 ? calls + 1 : 0;
    if (calls == 0) {
      split();
    } else if (calls >= CALLS && allowed && !joined) {
      reorder(true);
    }
  }

  /** Takes all blocks apart. */
  void split() {
    calls = 0;
    if (joined) {
      reorder(false);
    }
  }

  /** Takes all blocks apart for good. */
  void forbid() {
    split();
    allowed = false;
  }

  private void reorder(boolean join) {
    joined = true;
    for (int p = 1; p < plan.populations(); p++) {
      if (plan.rowByRow(p, 1)) {
        int population = p;
        workers.run(groups(p), (group, worker) -> reorder(population, group, join));
      }
    }
    joined = join;
  }

  private void reorder(int p, int group, boolean join) {
    int first = group * together(p);
    DenseRows rows = plan.synapses(p).get(0).rows();
    if (join) {
      rows.join(parameters.packed(p, 0), first, count(p, first));
    } else {
      rows.split(parameters.packed(p, 0), first, count(p, first));
    }
  }

  /** Blocks of a population that are joined; 1 if they are apart. */
  int together(int p) {
    int evenly = (plan.blocks(p) + workers.threads() - 1) / workers.threads();
    return joined ? Math.min(MOST, evenly) : 1;
  }

  /** Groups of blocks that are joined. */
  int groups(int p) {
    return (plan.blocks(p) + together(p) - 1) / together(p);
  }

  /** How many blocks are joined from {@code first} on: the last group may have fewer. */
  int count(int p, int first) {
    return Math.min(together(p), plan.blocks(p) - first);
  }
}
