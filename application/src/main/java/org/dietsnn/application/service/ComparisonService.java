package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BackendDevice;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.CompareBackends;
import org.dietsnn.application.port.in.CompareCommand;
import org.dietsnn.application.port.in.ComparedBackend;
import org.dietsnn.application.port.in.Comparison;
import org.dietsnn.application.port.in.InferenceAgreement;
import org.dietsnn.application.port.in.ListDevices;
import org.dietsnn.application.port.in.OpenBackend;
import org.dietsnn.application.port.in.TrainingAgreement;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DeviceStatus;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.domain.activity.Activity;
import org.dietsnn.domain.energy.EnergyModel;
import org.dietsnn.domain.network.Network;

/** Looks at what each backend computes, and then has them run against each other. */
public final class ComparisonService implements CompareBackends {
  private final ListDevices devices;
  private final OpenBackend backends;

  /** A service on the backends that were found. */
  @Inject
  public ComparisonService(ListDevices devices, OpenBackend backends) {
    this.devices = devices;
    this.backends = backends;
  }

  @Override
  public Comparison compare(CompareCommand command, ProgressListener progress) {
    List<BackendDevice> skipped = new ArrayList<>();
    List<ComputeBackend> opened =
        command.backends().isEmpty() ? usable(command, skipped) : named(command);
    Workload work =
        new Workloads(command.subject(), command.batch(), command.seed())
            .of(Math.max(command.batch(), command.images()), opened.get(0), progress);
    List<Result> results = results(opened, work, command, progress);
    List<Race.Lane> lanes =
        new Race(command, work.images(0, command.batch()), progress)
            .run(opened.stream().map(ComputeBackend::name).toList());
    List<ComparedBackend> compared = new ArrayList<>();
    for (int b = 0; b < opened.size(); b++) {
      compared.add(compared(work.network(), opened.get(b), results.get(b), lanes.get(b)));
    }
    return new Comparison(work.network(), work.timeSteps(), compared, skipped);
  }

  private List<ComputeBackend> named(CompareCommand command) {
    List<ComputeBackend> opened = new ArrayList<>();
    for (String name : command.backends()) {
      opened.add(backends.open(name, command.settings()).backend());
    }
    return opened;
  }

  private List<ComputeBackend> usable(CompareCommand command, List<BackendDevice> skipped) {
    List<ComputeBackend> opened = new ArrayList<>();
    for (BackendDevice device : devices.list()) {
      if (!device.status().usable()) {
        skipped.add(device);
        continue;
      }
      try {
        opened.add(backends.open(device.name(), command.settings()).backend());
      } catch (FailureException e) {
        if (e.kind() != FailureKind.UNAVAILABLE) {
          throw e;
        }
        skipped.add(
            new BackendDevice(
                device.name(), DeviceStatus.unusable(device.status().device(), e.getMessage())));
      }
    }
    if (opened.isEmpty()) {
      throw new FailureException(
          FailureKind.UNAVAILABLE, "no compute backend is usable here; see what devices says");
    }
    return opened;
  }

  /** What is left of an observation when it has been compared with the first: it may be large. */
  private record Result(
      Activity activity, InferenceAgreement inference, Optional<TrainingAgreement> training) {}

  private static List<Result> results(
      List<ComputeBackend> opened,
      Workload work,
      CompareCommand command,
      ProgressListener progress) {
    List<Result> results = new ArrayList<>();
    Observation first = null;
    for (ComputeBackend backend : opened) {
      Observation own = observed(backend, work, command, progress);
      Observation other = first == null ? own : first;
      results.add(
          new Result(
              own.activity(),
              own.agreementWith(other),
              own.training().map(trial -> trial.agreementWith(other.training().orElseThrow()))));
      first = other;
    }
    return results;
  }

  private static Observation observed(
      ComputeBackend backend, Workload work, CompareCommand command, ProgressListener progress) {
    boolean trains = command.passes().contains(BenchmarkedPass.TRAINING);
    try {
      return Observation.of(
          backend,
          work,
          command.images(),
          command.batch(),
          command.traced(),
          trains ? command.steps() : 0,
          progress);
    } catch (FailureException e) {
      throw new FailureException(
          e.kind(),
          String.format(Locale.ROOT, "backend %s: %s", backend.name(), e.getMessage()),
          e);
    }
  }

  private static ComparedBackend compared(
      Network network, ComputeBackend backend, Result result, Race.Lane lane) {
    return new ComparedBackend(
        backend.name(),
        backend.description(),
        backend.precision(),
        lane.openSeconds(),
        lane.idle(),
        lane.passes(),
        result.activity(),
        EnergyModel.cmos45().estimate(network, result.activity()),
        result.inference(),
        result.training());
  }
}
