package org.dietsnn.cli.wiring;

import com.google.inject.ProvisionException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BenchmarkNetwork;
import org.dietsnn.application.port.in.ConvertNetwork;
import org.dietsnn.application.port.in.EvaluateNetwork;
import org.dietsnn.application.port.in.ExportNetwork;
import org.dietsnn.application.port.in.ImportNetwork;
import org.dietsnn.application.port.in.InspectFile;
import org.dietsnn.application.port.in.TrainNetwork;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.RunStore;

/** What the commands drive: the ports in, and the adapters that a user chooses by name. */
public final class UseCases {
  private final TrainNetwork training;
  private final ConvertNetwork conversion;
  private final EvaluateNetwork evaluation;
  private final BenchmarkNetwork benchmark;
  private final InspectFile inspection;
  private final ImportNetwork importing;
  private final ExportNetwork exporting;
  private final RunStore store;
  private final Map<String, Provider<ComputeBackend>> backends;
  private final Map<String, DataSource> sources;
  private final FileSystem files;

  @Inject
  UseCases(
      TrainNetwork training,
      ConvertNetwork conversion,
      EvaluateNetwork evaluation,
      BenchmarkNetwork benchmark,
      InspectFile inspection,
      ImportNetwork importing,
      ExportNetwork exporting,
      RunStore store,
      Map<String, Provider<ComputeBackend>> backends,
      Map<String, DataSource> sources,
      FileSystem files) {
    this.files = files;
    this.training = training;
    this.conversion = conversion;
    this.evaluation = evaluation;
    this.benchmark = benchmark;
    this.inspection = inspection;
    this.importing = importing;
    this.exporting = exporting;
    this.store = store;
    this.backends = backends;
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

  /**
   * The compute backend of a name; only this one is created.
   *
   * @throws FailureException listing the names if there is none of this name, or as the backend
   *     says why it cannot be had
   */
  public ComputeBackend backend(String name) {
    Provider<ComputeBackend> provider = backends.get(name);
    if (provider == null) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "no compute backend is named \"%s\"; on the class path there are %s"
              .formatted(name, String.join(", ", new TreeSet<>(backends.keySet()))));
    }
    try {
      return provider.get();
    } catch (ProvisionException e) {
      // Guice wraps what a constructor throws.
      throw e.getCause() instanceof FailureException failure ? failure : e;
    }
  }
}
