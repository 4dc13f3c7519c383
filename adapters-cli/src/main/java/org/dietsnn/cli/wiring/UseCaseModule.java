package org.dietsnn.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import org.dietsnn.application.port.in.BenchmarkNetwork;
import org.dietsnn.application.port.in.ClassifyImage;
import org.dietsnn.application.port.in.CompareBackends;
import org.dietsnn.application.port.in.ConvertNetwork;
import org.dietsnn.application.port.in.EvaluateNetwork;
import org.dietsnn.application.port.in.ListDevices;
import org.dietsnn.application.port.in.OpenBackend;
import org.dietsnn.application.port.in.TrainNetwork;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.service.BackendService;
import org.dietsnn.application.service.BenchmarkService;
import org.dietsnn.application.service.ClassificationService;
import org.dietsnn.application.service.ComparisonService;
import org.dietsnn.application.service.ConversionService;
import org.dietsnn.application.service.EvaluationService;
import org.dietsnn.application.service.TrainingService;

/** Binds the ports in to their services, and declares the maps that adapters add themselves to. */
public final class UseCaseModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(TrainNetwork.class).to(TrainingService.class);
    bind(ConvertNetwork.class).to(ConversionService.class);
    bind(EvaluateNetwork.class).to(EvaluationService.class);
    bind(BenchmarkNetwork.class).to(BenchmarkService.class);
    bind(ClassifyImage.class).to(ClassificationService.class);
    bind(CompareBackends.class).to(ComparisonService.class);
    bind(ListDevices.class).to(BackendService.class);
    bind(OpenBackend.class).to(BackendService.class);
    MapBinder.newMapBinder(binder(), String.class, BackendProvider.class);
    MapBinder.newMapBinder(binder(), String.class, DataSource.class);
  }
}
