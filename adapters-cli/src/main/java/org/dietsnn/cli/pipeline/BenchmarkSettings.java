package org.dietsnn.cli.pipeline;

import java.util.Set;
import org.dietsnn.application.port.in.BenchmarkCommand;
import org.dietsnn.application.port.in.BenchmarkSubject;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.WarmUp;
import org.dietsnn.application.port.out.ComputeBackend;

/**
 * How a benchmark measures.
 *
 * @param passes what
 * @param batch images at a time
 * @param warmUp what comes before the rounds measured
 * @param rounds rounds measured
 * @param next command for the user to go on with
 */
public record BenchmarkSettings(
    Set<BenchmarkedPass> passes, int batch, WarmUp warmUp, int rounds, String next) {

  BenchmarkCommand command(ComputeBackend backend, BenchmarkSubject subject, long seed) {
    return new BenchmarkCommand(backend, subject, passes, batch, warmUp, rounds, seed);
  }
}
