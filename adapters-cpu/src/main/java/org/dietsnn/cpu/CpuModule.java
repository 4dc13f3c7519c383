package org.dietsnn.cpu;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.cpu.engine.FloatBackend;
import org.dietsnn.cpu.reference.ReferenceBackend;

/** Binds the engines on the CPU by the names under which users choose them. */
public final class CpuModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, ComputeBackend> backends =
        MapBinder.newMapBinder(binder(), String.class, ComputeBackend.class);
    backends.addBinding("cpu").to(FloatBackend.class);
    backends.addBinding("reference").to(ReferenceBackend.class);
  }
}
