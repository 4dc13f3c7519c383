package org.dietsnn.benchmarks.process;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dietsnn.benchmarks.contest.Side;
import org.dietsnn.benchmarks.contest.Task;

/**
 * What a child process shall do, as it stands on its command line.
 *
 * @param side who computes
 * @param task what a step is
 * @param net name or layer string
 * @param batch images in a batch
 * @param steps T
 * @param threads number of threads
 * @param thresholds of the spiking populations, in order
 */
record Entry(
    Side side, Task task, String net, int batch, int steps, int threads, List<Double> thresholds) {

  Entry {
    thresholds = List.copyOf(thresholds);
  }

  List<String> toArguments() {
    return List.of(
        side.name(),
        task.name(),
        net,
        Integer.toString(batch),
        Integer.toString(steps),
        Integer.toString(threads),
        thresholds.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  static Entry parse(String[] arguments) {
    return new Entry(
        Side.valueOf(arguments[0]),
        Task.valueOf(arguments[1]),
        arguments[2],
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]),
        Integer.parseInt(arguments[5]),
        Arrays.stream(arguments[6].split(",")).map(Double::valueOf).toList());
  }
}
