package com.example.backend;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import org.dietsnn.application.port.out.BackendProvider;

/** Binds the backend by the name under which users choose it. */
public final class ExampleModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, BackendProvider.class)
        .addBinding(ExampleBackend.NAME)
        .to(ExampleBackendProvider.class);
  }
}
