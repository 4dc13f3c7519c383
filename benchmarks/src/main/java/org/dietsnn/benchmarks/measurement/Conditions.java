package org.dietsnn.benchmarks.measurement;

import java.util.List;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.benchmarks.contest.Alternation;
import org.dietsnn.benchmarks.process.JavaHome;
import org.dietsnn.benchmarks.torch.Torch;
import org.dietsnn.benchmarks.workload.Workloads;

/**
 * What all measurements have in common.
 *
 * @param ours our engine
 * @param torch the other's
 * @param threads of both
 * @param workloads makes networks and batches
 * @param alternation times them
 * @param chosenNets networks to measure; empty for those of each measurement
 * @param chosenRates spike rates to measure; empty for those of each measurement
 * @param otherJava to compare the running Java with; null if there is none
 * @param childOptions options of JVMs that run our engine in a process of its own
 */
public record Conditions(
    ComputeBackend ours,
    Torch torch,
    int threads,
    Workloads workloads,
    Alternation alternation,
    List<String> chosenNets,
    List<Double> chosenRates,
    JavaHome otherJava,
    List<String> childOptions) {

  public Conditions {
    chosenNets = List.copyOf(chosenNets);
    chosenRates = List.copyOf(chosenRates);
    childOptions = List.copyOf(childOptions);
  }

  /** The chosen networks, or else these. */
  List<String> nets(String... usual) {
    return chosenNets.isEmpty() ? List.of(usual) : chosenNets;
  }

  /** The chosen rates, or else these. */
  List<Double> rates(Double... usual) {
    return chosenRates.isEmpty() ? List.of(usual) : chosenRates;
  }
}
