package org.dietsnn.cli.wiring;

import jakarta.inject.Inject;
import java.util.Map;
import org.dietsnn.application.port.in.BenchmarkNetwork;
import org.dietsnn.application.port.in.CompareBackends;
import org.dietsnn.application.port.in.ConvertNetwork;
import org.dietsnn.application.port.in.EvaluateNetwork;
import org.dietsnn.application.port.in.ListDevices;
import org.dietsnn.application.port.in.OpenBackend;
import org.dietsnn.application.port.in.TrainNetwork;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.RunStore;

/** What the commands drive: the ports in, and the adapters that a user chooses by name. */
public final class UseCases {
  private final TrainNetwork training;
  private final ConvertNetwork conversion;
  private final EvaluateNetwork evaluation;
  private final BenchmarkNetwork benchmark;
  private final CompareBackends comparison;
  private final RunStore store;
  private final OpenBackend backends;
  private final ListDevices devices;
  private final Map<String, DataSource> sources;

  @Inject
  UseCases(
      TrainNetwork training,
      ConvertNetwork conversion,
      EvaluateNetwork evaluation,
      BenchmarkNetwork benchmark,
      CompareBackends comparison,
      RunStore store,
      OpenBackend backends,
      ListDevices devices,
      Map<String, DataSource> sources) {
    this.training = training;
    this.conversion = conversion;
    this.evaluation = evaluation;
    this.benchmark = benchmark;
    this.comparison = comparison;
    this.store = store;
    this.backends = backends;
    this.devices = devices;
    this.sources = sources;
  }

  /** Trains networks. */
  public TrainNetwork training() {
    return training;
  }

  /** Converts ANNs. */
  public ConvertNetwork conversion() {
    return conversion;
  }

  /** Measures networks. */
  public EvaluateNetwork evaluation() {
    return evaluation;
  }

  /** Times networks. */
  public BenchmarkNetwork benchmark() {
    return benchmark;
  }

  /** Compares backends. */
  public CompareBackends comparison() {
    return comparison;
  }

  /** Keeps checkpoints. */
  public RunStore store() {
    return store;
  }

  /** The known data sets. */
  public DataSets dataSets() {
    return new DataSets(sources);
  }

  /** Opens what computes. */
  public OpenBackend backends() {
    return backends;
  }

  /** Tells what there is to compute with. */
  public ListDevices devices() {
    return devices;
  }
}
