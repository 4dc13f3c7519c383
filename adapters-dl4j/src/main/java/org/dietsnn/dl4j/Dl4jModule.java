package org.dietsnn.dl4j;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.dietsnn.application.port.out.ModelFormat;

/** Adds the format to those that can be imported. */
public final class Dl4jModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), ModelFormat.class).addBinding().to(Dl4jFormat.class);
  }
}
