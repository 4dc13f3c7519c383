package org.dietsnn.cli.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceLoader;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.in.BackendDevice;
import org.dietsnn.application.port.out.BackendProvider;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DeviceStatus;
import org.dietsnn.cpu.CpuModule;
import org.dietsnn.data.DataModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is put together from whatever lies on the class path. */
class CompositionTest {
  @TempDir Path jar;

  /** A composition of exactly these modules, found as the program finds its own. */
  private Composition found(String... modules) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.write(services.resolve(Module.class.getName()), List.of(modules));
    ClassLoader loader = new IsolatedServices(jar.toUri().toURL());
    return Composition.of(ServiceLoader.load(Module.class, loader));
  }

  @Test
  void aJarWithABackendIsEnough() throws IOException {
    Composition composition =
        found(CpuModule.class.getName(), DataModule.class.getName(), Third.class.getName());

    assertThat(composition.complaints()).isEmpty();
    assertThat(composition.open().devices().list())
        .extracting(BackendDevice::name)
        .containsExactly("third", "cpu", "reference");
  }

  @Test
  void modulesThatCannotBeLoadedAreLeftOutAndComplainedOf() throws IOException {
    Composition composition =
        found(
            "org.example.NotThere",
            CpuModule.class.getName(),
            Unwilling.class.getName(),
            DataModule.class.getName());

    assertThat(composition.complaints())
        .hasSize(2)
        .allSatisfy(
            complaint ->
                assertThat(complaint)
                    .startsWith("a module on the class path cannot be loaded and is left out: "));
    assertThat(composition.complaints().get(0)).contains("org.example.NotThere");
    assertThat(composition.complaints().get(1)).contains("Unwilling");
    assertThat(composition.open().devices().list()).hasSize(2);
  }

  @Test
  void twoBackendsOfOneNameAreOneSentence() throws IOException {
    Composition composition =
        found(
            CpuModule.class.getName(),
            DataModule.class.getName(),
            Third.class.getName(),
            ThirdAgain.class.getName());

    assertThatThrownBy(composition::open)
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
        .hasMessageContaining("third")
        .hasMessageEndingWith("take away the jar added last");
  }

  /** A backend of a third party. */
  public static class Third extends AbstractModule {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, BackendProvider.class)
          .addBinding("third")
          .toInstance(new Provider());
    }
  }

  /** Another jar with the same name in it. */
  public static final class ThirdAgain extends Third {}

  /** A module that fails before it has done anything. */
  public static final class Unwilling extends AbstractModule {
    public Unwilling() {
      throw new IllegalStateException("no licence");
    }
  }

  private static final class Provider implements BackendProvider {
    @Override
    public String name() {
      return "third";
    }

    @Override
    public DeviceStatus inspect() {
      return DeviceStatus.usable("a device", DeviceStatus.ACCELERATOR);
    }

    @Override
    public ComputeBackend open(ComputeSettings settings) {
      throw new UnsupportedOperationException();
    }
  }

  /** Sees all classes of this test, and services of one folder only. */
  private static final class IsolatedServices extends URLClassLoader {
    IsolatedServices(URL folder) {
      super(new URL[] {folder}, CompositionTest.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return findResources(name);
    }
  }
}
