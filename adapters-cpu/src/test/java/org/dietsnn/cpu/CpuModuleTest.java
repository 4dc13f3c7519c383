package org.dietsnn.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import java.util.Map;
import java.util.ServiceLoader;
import org.dietsnn.application.port.out.ComputeBackend;
import org.junit.jupiter.api.Test;

class CpuModuleTest {
  @Test
  void isFoundByTheServiceLoaderAndBindsEachBackendByItsOwnName() {
    Map<String, ComputeBackend> backends =
        Guice.createInjector(ServiceLoader.load(Module.class))
            .getInstance(Key.get(new TypeLiteral<Map<String, ComputeBackend>>() {}));

    assertThat(backends).containsKey("reference");
    backends.forEach((name, backend) -> assertThat(backend.name()).isEqualTo(name));
  }
}
