package org.dietsnn.cpu.engine;

import java.util.Arrays;
import org.dietsnn.cpu.kernel.ConvGeometry;
import org.dietsnn.cpu.kernel.Convolution;
import org.dietsnn.cpu.kernel.ConvolutionInputGradient;
import org.dietsnn.cpu.kernel.DenseEventGradient;
import org.dietsnn.cpu.kernel.DenseInputGradient;
import org.dietsnn.cpu.kernel.DenseRows;
import org.dietsnn.cpu.kernel.EventConvolution;
import org.dietsnn.cpu.kernel.EventIdentity;
import org.dietsnn.cpu.kernel.EventWeightGradient;
import org.dietsnn.cpu.kernel.FloatKernels;
import org.dietsnn.cpu.kernel.SpikeWords;
import org.dietsnn.cpu.kernel.WinogradWeightGradient;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;

/**
 * How one synapse is executed.
 *
 * @param synapse what it is
 * @param convolution its dense kernels; for an identity a 1x1 geometry of which only pooling is
 *     used
 * @param events its event-driven forward kernel; not for an identity
 * @param rows the same for a single image, if it is large and dense and the only synapse of a
 *     spiking population; else null
 * @param shortcut its event-driven forward kernel if it is an identity
 * @param eventGradient its event-driven weight gradient; null if each output sees the whole source
 * @param denseEventGradient the same if each output does, else null
 * @param inputGradient its gradient towards the source; null if each output sees the whole source
 * @param denseInputGradient the same if each output does, else null
 * @param from shape of the presynaptic population
 * @param macs multiply-accumulates per frame
 * @param fromInput whether it reads the input, whose current is the same at every step
 * @param tileGradient its dense weight gradient by tiles; null where they do not apply or pay
 * @param path which kernels take spikes
 */
record SynapsePlan(
    Synapse synapse,
    Convolution convolution,
    EventConvolution events,
    DenseRows rows,
    EventIdentity shortcut,
    EventWeightGradient eventGradient,
    DenseEventGradient denseEventGradient,
    ConvolutionInputGradient inputGradient,
    DenseInputGradient denseInputGradient,
    Shape from,
    long macs,
    boolean fromInput,
    WinogradWeightGradient tileGradient,
    SpikePath path) {
  /**
   * Events per pooled input and step from which on the dense kernels are faster, where they go
   * without tiles. This and the following numbers were measured on AVX-512, JDK 25, see
   * docs/performance-notes.md, and are part of what fixes the bits of a result: a changed value
   * rounds differently.
   */
  private static final double CROSSING = 0.6;

  /** The same where they go by tiles, which is chosen step by step. */
  private static final double CROSSING_OF_TILES = 0.35;

  /** The same where spikes are pooled: few of those that fall together share a set of steps. */
  private static final double CROSSING_OF_POOLED_TILES = 0.3;

  /**
   * The same for the weight gradient, where the weights need not be transformed; steps of VGG16
   * took the same time with 0.2 to 0.5.
   */
  private static final double CROSSING_OF_TILE_GRADIENT = 0.2;

  /**
   * Frames from which on tiles are taken for spikes: fewer do not make up for fetching four times
   * as many weights.
   */
  private static final int FRAMES_FOR_TILES = 32;

  /** Sets per step, at most. */
  private static final int SETS = 3;

  /** Numbers that the sets of an image take, more only if T needs them. */
  private static final long MOST_WORDS = 1 << 25;

  /** Rows of weights that an inner window adds in a pass, on average, from which on planes pay. */
  private static final double ROWS_IN_PLANES = 9;

  /** Channels of a plane for which it is worth a list; a wide kernel leaves too few. */
  private static final int LEAST_CHANNELS_OF_PLANE = 16;

  /** Floats of a block of weights that the second-level cache does not hold, 1 MiB. */
  private static final int FAR_WEIGHTS = 1 << 18;

  /** Images from which on a row of a dense synapse's weights is likely to be used again. */
  private static final int IMAGES_FOR_DENSE_PLANES = 8;

  /** Floats of dense weights that no second-level cache holds, 4 MiB. */
  private static final int DISTANT_WEIGHTS = 1 << 20;

  /** Floats of a block of weights that are near enough without planes, 64 KiB. */
  private static final int FEW_WEIGHTS = 1 << 14;

  /**
   * Floats of source that a call of a dense kernel should not exceed, 256 MiB, unless one frame
   * does.
   */
  private static final int MOST_SOURCE = 1 << 26;

  /**
   * Plans one synapse.
   *
   * @param alone whether it is all that drives a spiking population, by spikes
   */
  static SynapsePlan of(
      FloatKernels kernels, Synapse synapse, Shape from, Shape to, SpikePath path, boolean alone) {
    ConvGeometry geometry = geometry(synapse, from, to);
    int fitting = MOST_SOURCE / from.neurons();
    int frames = Math.max(1, Math.min(fitting, Convolution.imagesToFill(geometry)));
    boolean dense = geometry.isDense();
    EventConvolution events = new EventConvolution(kernels, geometry);
    return new SynapsePlan(
        synapse,
        new Convolution(kernels, geometry, frames),
        events,
        alone && path != SpikePath.DENSE && distant(synapse, geometry)
            ? new DenseRows(kernels, geometry)
            : null,
        new EventIdentity(geometry),
        dense ? null : new EventWeightGradient(kernels, geometry),
        dense ? new DenseEventGradient(kernels, geometry) : null,
        dense ? null : new ConvolutionInputGradient(kernels, geometry, frames),
        dense ? new DenseInputGradient(kernels, geometry) : null,
        from,
        synapse.macs(from, to),
        synapse.source() == 0,
        WinogradWeightGradient.of(kernels, geometry),
        path);
  }

  /** Whether these are dense weights that no cache holds, in whole blocks of outputs. */
  private static boolean distant(Synapse synapse, ConvGeometry g) {
    return synapse instanceof Synapse.Weighted
        && g.isDense()
        && g.channelsOut() % Long.SIZE == 0
        && (long) g.fanIn() * g.channelsOut() >= DISTANT_WEIGHTS;
  }

  private static ConvGeometry geometry(Synapse synapse, Shape from, Shape to) {
    int pooling = synapse.pooling();
    if (synapse instanceof Synapse.Convolution c) {
      return new ConvGeometry(
          from.channels(),
          from.height(),
          from.width(),
          pooling,
          to.channels(),
          c.kernel(),
          c.kernel(),
          c.stride(),
          c.padding());
    }
    if (synapse instanceof Synapse.Dense) {
      Shape pooled = from.pooled(pooling);
      return new ConvGeometry(
          from.channels(),
          from.height(),
          from.width(),
          pooling,
          to.channels(),
          pooled.height(),
          pooled.width(),
          1,
          0);
    }
    return new ConvGeometry(
        from.channels(), from.height(), from.width(), pooling, from.channels(), 1, 1, 1, 0);
  }

  /**
   * Whether so many spikes in so many frames are few enough for the event-driven kernels.
   *
   * @param spikes spikes of the presynaptic population
   * @param frames frames that they are in
   * @param all frames of the batch
   */
  boolean sparse(long spikes, long frames, long all) {
    return path.eventDriven(density(spikes, frames), crossing(all));
  }

  /**
   * Whether the spikes of one frame are few enough for the event-driven weight gradient, where
   * there is one by tiles.
   *
   * @param all frames of the batch
   */
  boolean sparseGradient(long spikes, long all) {
    double crossing = all < FRAMES_FOR_TILES ? CROSSING : CROSSING_OF_TILE_GRADIENT;
    return path.eventDriven(density(spikes, 1), crossing);
  }

  private double crossing(long all) {
    if (!convolution.hasTiles() || all < FRAMES_FOR_TILES) {
      return CROSSING;
    }
    return pools() ? CROSSING_OF_POOLED_TILES : CROSSING_OF_TILES;
  }

  /**
   * Marks the steps of an image whose spikes go through the dense kernels: all or none, or, where
   * these go by tiles, those with many spikes; none where events are added row by row.
   *
   * @param spikes words of the source
   * @param start the first of the image
   * @param stride words of a step
   * @param dense modified
   * @return how many steps are marked
   */
  int denseSteps(
      long[] spikes, int start, int stride, int steps, Activations activations, boolean[] dense) {
    long all = activations.frames();
    if (rowByRow(activations.images())) {
      Arrays.fill(dense, 0, steps, false);
      return 0;
    }
    boolean each = convolution.hasTiles() && all >= FRAMES_FOR_TILES;
    long sent = 0;
    int marked = 0;
    for (int t = 0; t < steps; t++) {
      long own = SpikeWords.count(spikes, start + t * stride, stride);
      dense[t] = each && !sparse(own, 1, all);
      marked += dense[t] ? 1 : 0;
      sent += own;
    }
    if (!each && !sparse(sent, steps, all)) {
      Arrays.fill(dense, 0, steps, true);
      marked = steps;
    }
    return marked;
  }

  /** Most sets of steps into which events are divided. */
  int mostSets(int steps) {
    long each = Math.max(listLength(0, 1), from.neurons());
    return (int) Math.max(steps, Math.min(SETS * (long) steps, MOST_WORDS / each));
  }

  /** Of the windows of one frame, the share that sees an input. */
  double windowsPerInput() {
    ConvGeometry g = convolution.geometry();
    if (g.isDense()) {
      return 1;
    }
    return (double) g.kernelHeight() * g.kernelWidth() / (g.heightIn() * g.widthIn());
  }

  /**
   * Whether the spikes of a set of steps are better taken plane by plane, see {@link
   * EventConvolution}; not of a dense synapse, which has {@link #joint}.
   *
   * @param spikes those of an image
   */
  boolean inPlanes(long spikes) {
    ConvGeometry g = convolution.geometry();
    if (!mayTakePlanes() || g.isDense()) {
      return false;
    }
    double density = (double) spikes / g.pooledLength();
    return density * g.fanIn() / events.listing().passes() > ROWS_IN_PLANES;
  }

  /**
   * Whether events of all images are listed together, to be taken plane by plane.
   *
   * @param images images of the batch
   */
  boolean joint(int images) {
    return dense() && mayTakePlanes() && images >= IMAGES_FOR_DENSE_PLANES;
  }

  /**
   * Whether events go through {@link #rows()}: those of a single image. From two images on it was
   * measured to be no faster. This does not depend on whether blocks are joined, so that a session
   * gives the same bits before and after.
   *
   * @param images images of the batch
   */
  boolean rowByRow(int images) {
    return rows != null && images == 1;
  }

  /** Whether spikes are ever taken plane by plane. */
  boolean mayTakePlanes() {
    return floatsOfBlock() > FEW_WEIGHTS
        && events.listing().planeChannels() >= LEAST_CHANNELS_OF_PLANE;
  }

  /** Ints that the lists of so many spikes and sets of steps take, at most. */
  long listLength(long spikes, int sets) {
    return events.listing().length(spikes, sets, mayTakePlanes());
  }

  private long floatsOfBlock() {
    return (long) convolution.geometry().fanIn() * events.blockColumns();
  }

  /**
   * Whether the weights of a block are better read once in their order before so many rows of them
   * are added, because they come from afar: those of a dense synapse are used by one pixel of each
   * image only, and others may be too many.
   */
  boolean far(long rows) {
    ConvGeometry g = convolution.geometry();
    return (g.isDense() || floatsOfBlock() >= FAR_WEIGHTS) && rows > g.fanIn();
  }

  /**
   * Whether the weights of a block are better read in their order before a single image: since the
   * last one they have left the second-level cache, and all of a block fits in.
   *
   * @param rows rows of weights that the image adds
   */
  boolean readsAhead(long rows) {
    long floats = floatsOfBlock();
    return floats > FEW_WEIGHTS && floats < FAR_WEIGHTS && rows > convolution.geometry().fanIn();
  }

  /**
   * Share of the pooled inputs that receive a spike at a step, by which the ways were compared; of
   * 2x2 windows it is reckoned as if each neuron fired on its own.
   */
  private double density(long spikes, long frames) {
    double perInput = (double) spikes / (frames * convolution.geometry().pooledLength());
    if (convolution.geometry().pool() != 2) {
      return perInput;
    }
    double silent = Math.max(0, 1 - perInput / 4);
    return 1 - silent * silent * silent * silent;
  }

  private boolean pools() {
    return convolution.geometry().pool() == 2;
  }

  boolean identity() {
    return synapse instanceof Synapse.Identity;
  }

  /**
   * Whether each output sees the whole pooled source: a dense synapse, or a convolution whose
   * kernel covers it.
   */
  boolean dense() {
    return !identity() && convolution.geometry().isDense();
  }

  boolean bias() {
    return synapse instanceof Synapse.Weighted weighted && weighted.bias();
  }

  /** Whether numbers have to be pooled or padded before the dense kernels read them. */
  boolean stages() {
    return identity() ? synapse.pooling() > 1 : convolution.stages();
  }

  /** Floats of one frame of what the dense kernel of the weight gradient reads. */
  int operandLength() {
    return stages()
        ? convolution.stagedLength() / convolution.images()
        : convolution.geometry().sourceLength();
  }

  /** Most frames in one call of a kernel. */
  int frames() {
    return convolution.images();
  }
}
