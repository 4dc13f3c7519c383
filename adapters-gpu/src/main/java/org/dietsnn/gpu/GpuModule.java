package org.dietsnn.gpu;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.gpu.nd4j.Nd4jBackend;

/** Binds the engine on ND4J by the name under which users choose it. */
public final class GpuModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, BackendProvider.class)
        .addBinding(Nd4jBackend.NAME)
        .to(Nd4jBackendProvider.class);
  }
}
