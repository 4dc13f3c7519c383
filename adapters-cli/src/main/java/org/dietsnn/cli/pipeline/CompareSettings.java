package org.dietsnn.cli.pipeline;

import java.util.List;
import java.util.Set;
import org.dietsnn.application.port.in.BenchmarkedPass;

/**
 * How backends are compared.
 *
 * @param backends by name; empty for all that are usable
 * @param passes what is timed
 * @param batch images at a time
 * @param images images whose results are compared
 * @param traced images whose spikes are compared one by one
 * @param steps training steps after which parameters are compared
 * @param warmUp rounds before those measured
 * @param rounds rounds measured
 * @param next command for the user to go on with
 */
public record CompareSettings(
    List<String> backends,
    Set<BenchmarkedPass> passes,
    int batch,
    int images,
    int traced,
    int steps,
    int warmUp,
    int rounds,
    String next) {}
