package org.dietsnn.cli.wiring;

import jakarta.inject.Inject;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import org.dietsnn.application.port.in.BenchmarkNetwork;
import org.dietsnn.application.port.in.CompareBackends;
import org.dietsnn.application.port.in.ConvertNetwork;
import org.dietsnn.application.port.in.EvaluateNetwork;
import org.dietsnn.application.port.in.ExportNetwork;
import org.dietsnn.application.port.in.ImportNetwork;
import org.dietsnn.application.port.in.InspectFile;
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
  private final InspectFile inspection;
  private final ImportNetwork importing;
  private final ExportNetwork exporting;
  private final RunStore store;
  private final OpenBackend backends;
  private final ListDevices devices;
  private final Map<String, DataSource> sources;
  private final FileSystem files;

  @Inject
  UseCases(
      TrainNetwork training,
      ConvertNetwork conversion,
      EvaluateNetwork evaluation,
      BenchmarkNetwork benchmark,
      CompareBackends comparison,
      InspectFile inspection,
      ImportNetwork importing,
      ExportNetwork exporting,
      RunStore store,
      OpenBackend backends,
      ListDevices devices,
      Map<String, DataSource> sources,
      FileSystem files) {
    this.files = files;
    this.training = training;
    this.conversion = conversion;
    this.evaluation = evaluation;
    this.benchmark = benchmark;
    this.comparison = comparison;
    this.inspection = inspection;
    this.importing = importing;
    this.exporting = exporting;
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

  /** Looks into files. */
  public InspectFile inspection() {
    return inspection;
  }

  /** Imports networks made elsewhere. */
  public ImportNetwork importing() {
    return importing;
  }

  /** Writes networks for other programs. */
  public ExportNetwork exporting() {
    return exporting;
  }

  /** Keeps checkpoints. */
  public RunStore store() {
    return store;
  }

  /** Where a name leads that a user wrote. */
  public Path path(String name) {
    return files.getPath(name);
  }

  /** The known data sets. */
  public DataSets dataSets() {
    return new DataSets(sources, files);
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
