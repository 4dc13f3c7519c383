package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.LayerWork;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/** Computes nothing: answers as a test tells it to, and remembers what it was asked. */
final class ScriptedBackend implements ComputeBackend {
  /** What an image's logits are. */
  @FunctionalInterface
  interface Script {
    /**
     * The logits of one image.
     *
     * @param number the first pixel
     * @param updates optimiser steps taken so far
     * @param session the parameters
     * @param training whether in a forward pass of training
     */
    double[] logits(int number, long updates, Parameters session, boolean training);
  }

  /** What is active in a population, per neuron, image and step. */
  final Map<Integer, Double> rates = new HashMap<>();

  /** Gradient norms by parameter; 1 for the others. */
  final Map<String, Double> norms = new HashMap<>();

  /** Currents that a probe shows, by population. */
  final Map<Integer, double[]> currents = new HashMap<>();

  /** Spike rate by population and threshold. */
  ToDoubleBiFunction<Integer, Double> rateByThreshold = (population, threshold) -> 0;

  /** Image numbers of each training step. */
  final List<List<Integer>> trained = new ArrayList<>();

  /** Image numbers of each inference. */
  final List<List<Integer>> inferred = new ArrayList<>();

  /** Image numbers of each trace. */
  final List<List<Integer>> traced = new ArrayList<>();

  /** Image numbers of each probe. */
  final List<List<Integer>> probed = new ArrayList<>();

  /** Thresholds fired by probes, in order, as {@code population=threshold}. */
  final List<String> fired = new ArrayList<>();

  /** What each run of a session adds to the work it reports. */
  List<LayerWork> workPerRun = List.of();

  /** Gradients back-propagated, in order. */
  final List<double[]> gradients = new ArrayList<>();

  final List<DropoutMasks> masks = new ArrayList<>();
  final List<UpdateStep> steps = new ArrayList<>();
  int open;

  /** What a trace shows, if one is asked for. */
  Map<Integer, Tensor> spikes;

  /** What back-propagation gives, if it is asked for. */
  Parameters gradient;

  /** What every update adds to the first weight, which begins at 0. */
  double step = 1;

  private final String name;
  private final Script script;

  ScriptedBackend(Script script) {
    this("scripted", script);
  }

  ScriptedBackend(String name, Script script) {
    this.name = name;
    this.script = script;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "a test";
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public ScriptedSession open(Network network, Parameters parameters) {
    open++;
    return new ScriptedSession(this, network, parameters);
  }

  @Override
  public ScriptedSession openTraining(Network network, Parameters parameters, Optimiser optimiser) {
    return open(network, parameters);
  }

  double[] logits(Network network, Tensor images, long updates, Parameters now, boolean training) {
    List<Integer> numbers = NumberedImages.numbers(images);
    double[] all = new double[numbers.size() * network.classes()];
    for (int n = 0; n < numbers.size(); n++) {
      double[] own = script.logits(numbers.get(n), updates, now, training);
      System.arraycopy(own, 0, all, n * network.classes(), network.classes());
    }
    return all;
  }

  /** A tenth of all neurons active, unless {@link #rates} says otherwise. */
  Activity activity(Network network, int images, int timeSteps) {
    List<Long> spikes = new ArrayList<>();
    List<List<Long>> arriving = new ArrayList<>();
    for (int p = 0; p < network.populations().size(); p++) {
      Population population = network.population(p);
      double rate = rates.getOrDefault(p, 0.1);
      long neuronSteps = (long) images * timeSteps * population.shape().neurons();
      spikes.add(Math.round(rate * neuronSteps));
      arriving.add(
          population.synapses().stream()
              .map(s -> s.source() == 0 ? 0L : spikes.get(s.source()))
              .toList());
    }
    return new Activity(images, timeSteps, spikes, arriving, 0, 0);
  }
}
