package org.dietsnn.cpu.engine;

import java.util.List;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.conformance.ComputeBackendContract;
import org.dietsnn.conformance.ForwardContract;
import org.dietsnn.conformance.GradientContract;
import org.dietsnn.conformance.ProbeContract;
import org.dietsnn.conformance.StateContract;
import org.junit.jupiter.api.Nested;

/** The float32 engine as users get it, and the ways it can be told to go. */
class CpuConformanceTest extends ComputeBackendContract {
  private static final ComputeBackend BACKEND = new FloatBackend(2, "auto");
  private static final ComputeBackend PLAIN = new FloatBackend(1, "plain");

  @Override
  public ComputeBackend backend() {
    return BACKEND;
  }

  @Override
  public List<ComputeBackend> variants() {
    return List.of(new FloatBackend(1, "auto"), new FloatBackend(3, "auto"));
  }

  /** The kernels for a JVM without the Vector API. */
  @Nested
  class PlainKernels implements ForwardContract, GradientContract, ProbeContract, StateContract {
    @Override
    public ComputeBackend backend() {
      return PLAIN;
    }
  }

  /** All spikes as events, membranes computed again in the backward pass. */
  @Nested
  class EventsOnly implements ForwardContract, GradientContract, ProbeContract, StateContract {
    private final ComputeBackend backend =
        new FloatBackend(1, "auto", SpikePath.EVENTS, Membranes.RECOMPUTED);

    @Override
    public ComputeBackend backend() {
      return backend;
    }
  }

  /** No spikes as events. */
  @Nested
  class DenseOnly implements ForwardContract, GradientContract, ProbeContract, StateContract {
    private final ComputeBackend backend =
        new FloatBackend(1, "auto", SpikePath.DENSE, Membranes.STORED);

    @Override
    public ComputeBackend backend() {
      return backend;
    }
  }
}
