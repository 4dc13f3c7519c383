package org.dietsnn.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import java.util.Map;
import java.util.ServiceLoader;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeSettings;
import org.junit.jupiter.api.Test;

class CpuModuleTest {
  @Test
  void isFoundByTheServiceLoaderAndBindsEachBackendByItsOwnName() {
    Map<String, BackendProvider> backends =
        Guice.createInjector(ServiceLoader.load(Module.class))
            .getInstance(Key.get(new TypeLiteral<Map<String, BackendProvider>>() {}));

    assertThat(backends).containsOnlyKeys("cpu", "reference");
    backends.forEach(
        (name, provider) -> {
          assertThat(provider.name()).isEqualTo(name);
          assertThat(provider.inspect().usable()).isTrue();
          assertThat(provider.open(ComputeSettings.standard()).name()).isEqualTo(name);
        });
  }
}
