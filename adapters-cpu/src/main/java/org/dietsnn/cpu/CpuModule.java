package org.dietsnn.cpu;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.cpu.engine.FloatBackendProvider;
import org.dietsnn.cpu.reference.ReferenceBackendProvider;

/** Binds the engines on the CPU by the names under which users choose them. */
public final class CpuModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, BackendProvider> backends =
        MapBinder.newMapBinder(binder(), String.class, BackendProvider.class);
    backends.addBinding("cpu").to(FloatBackendProvider.class);
    backends.addBinding("reference").to(ReferenceBackendProvider.class);
  }
}
