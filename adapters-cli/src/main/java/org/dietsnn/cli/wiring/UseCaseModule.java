package org.dietsnn.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DataSource;

/** Binds the ports in to their services, and declares the maps that adapters add themselves to. */
public final class UseCaseModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, ComputeBackend.class);
    MapBinder.newMapBinder(binder(), String.class, DataSource.class);
  }
}
