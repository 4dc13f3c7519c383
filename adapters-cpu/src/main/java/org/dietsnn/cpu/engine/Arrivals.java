package org.dietsnn.cpu.engine;

import java.util.Arrays;
import java.util.List;
import org.dietsnn.cpu.kernel.EventList;
import org.dietsnn.cpu.kernel.StepSets;

/**
 * What arrives at a spiking population in some images, synapse by synapse: the steps whose spikes
 * go through the dense kernels, with the currents that these bring, and the events of the others,
 * listed image by image or, of a dense synapse, together.
 */
final class Arrivals {
  private final NetworkPlan plan;
  private final EventLists[] lists;
  private final JointLists[] joint;
  private final DenseFrames[] frames;

  /** Where the dense frames of an image begin, by synapse. */
  private final int[][] firstFrame;

  /** By image, the first steps at which nothing arrives. */
  private int[] silentSteps = new int[0];

  private int population;
  private int firstImage;

  /** Lists of an image, each of some of its sets of steps. */
  private int parts = 1;

  Arrivals(NetworkPlan plan) {
    this.plan = plan;
    int most = 0;
    for (int p = 0; p < plan.populations(); p++) {
      most = Math.max(most, plan.synapses(p).size());
    }
    this.lists = new EventLists[most];
    this.joint = new JointLists[most];
    this.frames = new DenseFrames[most];
    this.firstFrame = new int[most][0];
    for (int s = 0; s < most; s++) {
      lists[s] = new EventLists();
      joint[s] = new JointLists();
      frames[s] = new DenseFrames();
    }
  }

  /**
   * Makes room; to be called before threads list.
   *
   * @param p population
   * @param first the image that place 0 stands for
   * @param count number of images
   * @param partsOfImage lists of each image
   * @param groups groups into which images are divided where they are listed together
   */
  void begin(int p, Activations activations, int first, int count, int partsOfImage, int groups) {
    population = p;
    firstImage = first;
    parts = partsOfImage;
    if (silentSteps.length < count) {
      silentSteps = new int[count];
    }
    for (int s = 0; s < synapses().size(); s++) {
      lists[s].resize(count * parts);
      joint[s].clear();
      if (synapses().get(s).joint(activations.images())) {
        joint[s].begin(count, words(s, activations), groups);
      }
      if (firstFrame[s].length < count) {
        firstFrame[s] = new int[count];
      }
    }
  }

  /** Words of the spikes of an image, divided into as many sets of steps as there may be. */
  private long words(int s, Activations activations) {
    SynapsePlan synapse = synapses().get(s);
    return (long) synapse.mostSets(activations.steps()) * plan.words(synapse.synapse().source());
  }

  private List<SynapsePlan> synapses() {
    return plan.synapses(population);
  }

  /** The image that a place stands for. */
  int image(int place) {
    return firstImage + place;
  }

  /** Groups of images that are listed together; 0 if none are. */
  int groups() {
    int groups = 0;
    for (int s = 0; s < synapses().size(); s++) {
      groups = Math.max(groups, joint[s].groups());
    }
    return groups;
  }

  /** Lists a group of images, of the synapses of which images are listed together. */
  void listJointly(Activations activations, int group, Scratch own) {
    for (int s = 0; s < synapses().size(); s++) {
      if (joint(s)) {
        joint[s].list(synapses().get(s), activations, lists[s], firstImage, group, parts, own);
      }
    }
  }

  /** Whether events of all images are listed together. */
  boolean joint(int s) {
    return joint[s].groups() > 0;
  }

  JointLists jointLists(int s) {
    return joint[s];
  }

  /** Lists one part of one image, {@code place * parts + part}, of the other synapses. */
  void list(Activations activations, int task, Scratch own) {
    int place = task / parts;
    int image = image(place);
    if (task % parts == 0) {
      // Where potentials are kept those of all steps are written.
      boolean all = activations.keepsPotentials(population);
      silentSteps[place] = all ? 0 : activations.onset(population, image);
    }
    List<SynapsePlan> synapses = synapses();
    for (int s = 0; s < synapses.size(); s++) {
      if (!synapses.get(s).identity() && !joint(s)) {
        lists[s].list(synapses.get(s), activations, image, task, task % parts, parts, own);
      }
    }
  }

  int silentSteps(int place) {
    return silentSteps[place];
  }

  /** Floats of current that the dense kernels bring for an image. */
  long denseFloats(int place) {
    long floats = 0;
    for (int s = 0; s < synapses().size(); s++) {
      floats += (long) denseSteps(s, place) * plan.neurons(population);
    }
    return floats;
  }

  private int denseSteps(int s, int place) {
    return synapses().get(s).identity() ? 0 : lists[s].of(place * parts).denseSteps();
  }

  /** Computes what the dense kernels bring for some images, for all synapses. */
  void bring(
      int from,
      int to,
      Activations activations,
      DenseCurrents kernels,
      Workers workers,
      Scratch[] scratch,
      Timekeeper time) {
    for (int s = 0; s < synapses().size(); s++) {
      frames[s].clear();
      if (!synapses().get(s).identity()) {
        gather(s, from, to, activations.steps(), time);
      }
    }
    for (int s = 0; s < synapses().size(); s++) {
      frames[s].compute(kernels, plan, population, s, activations, workers, scratch);
    }
  }

  /** Numbers the frames of some images that go through the dense kernels. */
  private void gather(int s, int from, int to, int steps, Timekeeper time) {
    for (int place = from; place < to; place++) {
      EventLists.Place own = lists[s].of(place * parts);
      firstFrame[s][place] = frames[s].count();
      for (int t = 0; t < steps; t++) {
        if (own.dense(t)) {
          frames[s].add(image(place) * steps + t);
        }
      }
      time.frames(population, own.denseSteps(), false);
      time.frames(population, steps - own.denseSteps(), true);
    }
  }

  /**
   * Takes the currents that the dense kernels brought.
   *
   * @param from first pixel
   * @param to end of the pixels
   * @param current {@code [step][pixel][column]}; modified at the dense steps
   * @param start its first element
   * @param stepStride distance of two steps
   * @param width columns
   * @param held by step, whether the current is added to what is there; modified: true for the
   *     dense steps
   */
  void takeDense(
      int s,
      int place,
      int block,
      int from,
      int to,
      float[] current,
      int start,
      int stepStride,
      int width,
      boolean[] held) {
    EventLists.Place own = lists[s].of(place * parts);
    int channels = plan.population(population).shape().channels();
    int valid = plan.channels(population, block);
    float[] brought = frames[s].currents();
    int frame = firstFrame[s][place];
    int left = own.denseSteps();
    for (int t = 0; left > 0; t++) {
      if (own.dense(t)) {
        int source = (frame * plan.pixels(population) + from) * channels + block * Long.SIZE;
        int target = start + t * stepStride;
        for (int i = from; i < to; i++) {
          plan.kernels().put(valid, brought, source, current, target, held[t]);
          if (!held[t]) {
            Arrays.fill(current, target + valid, target + width, 0f);
          }
          source += channels;
          target += width;
        }
        held[t] = true;
        frame++;
        left--;
      }
    }
  }

  /** Lists of an image. */
  int parts() {
    return parts;
  }

  /** Events of an image that are taken window by window, of some of its sets of steps. */
  EventList windows(int s, int place, int part) {
    return lists[s].of(place * parts + part).windows();
  }

  /** Events of an image that are taken plane by plane, of some of its sets of steps. */
  EventList planes(int s, int place, int part) {
    return lists[s].of(place * parts + part).planes();
  }

  /** Rows of weights that an image adds to each block of channels. */
  long rows(int s, int place) {
    if (joint(s)) {
      return lists[s].of(place * parts).rows();
    }
    long rows = 0;
    for (int part = 0; part < parts; part++) {
      rows += lists[s].of(place * parts + part).rows();
    }
    return rows;
  }

  /** The sets of steps of an image. */
  StepSets sets(int s, int place) {
    return lists[s].of(place * parts).sets();
  }

  /** Whether events of an image are to be taken plane by plane. */
  boolean inPlanes(int s, int place) {
    return !synapses().get(s).identity() && lists[s].of(place * parts).anyInPlanes();
  }

  /** The same for any synapse and any of some images, or whether images are listed together. */
  boolean anyInPlanes(int from, int to) {
    for (int s = 0; s < synapses().size(); s++) {
      if (joint(s)) {
        return true;
      }
      for (int place = from; place < to; place++) {
        if (inPlanes(s, place)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Sets of steps, of the image and synapse that has most, and no fewer than there are steps. */
  int slots(int from, int to, int steps) {
    int slots = steps;
    for (int place = from; place < to; place++) {
      slots = Math.max(slots, steps + sharedSets(place, steps));
    }
    return slots;
  }

  /** The same without the first steps at which nothing arrives. */
  int usedSlots(int from, int to, int steps) {
    int used = 1;
    for (int place = from; place < to; place++) {
      used = Math.max(used, steps - silentSteps[place] + sharedSets(place, steps));
    }
    return used;
  }

  /** Sets of several steps, of the synapse that has most. */
  private int sharedSets(int place, int steps) {
    int shared = 0;
    for (int s = 0; s < synapses().size(); s++) {
      if (!synapses().get(s).identity()) {
        shared = Math.max(shared, sets(s, place).count() - steps);
      }
    }
    return shared;
  }
}
