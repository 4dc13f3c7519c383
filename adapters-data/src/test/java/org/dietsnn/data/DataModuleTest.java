package org.dietsnn.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import java.util.Map;
import java.util.ServiceLoader;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.junit.jupiter.api.Test;

class DataModuleTest {
  private final Injector injector = Guice.createInjector(ServiceLoader.load(Module.class));

  @Test
  void givenTheJarOnTheClassPathWhenModulesAreFoundThenSourcesAreBoundByTheirNames() {
    Map<String, DataSource> sources =
        injector.getInstance(Key.get(new TypeLiteral<Map<String, DataSource>>() {}));
    assertThat(sources)
        .containsOnlyKeys("digits", "cifar10", "cifar100", "imagenet", "folder", "idx");
    sources.forEach((name, source) -> assertThat(source.name()).isEqualTo(name));
  }

  @Test
  void givenTheJarOnTheClassPathWhenAStoreIsAskedForThenItIsTheOneForSafetensors() {
    assertThat(injector.getInstance(RunStore.class))
        .isInstanceOf(SafetensorsRunStore.class)
        .isSameAs(injector.getInstance(RunStore.class));
  }
}
