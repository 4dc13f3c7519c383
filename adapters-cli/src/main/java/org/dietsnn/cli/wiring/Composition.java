package org.dietsnn.cli.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.dietsnn.cli.config.RunConfig;

/** Puts the program together from Guice modules. */
public final class Composition {
  private final List<Module> modules;

  private final FileSystem files;

  private Composition(List<Module> modules, FileSystem files) {
    this.modules = List.copyOf(modules);
    this.files = files;
  }

  /** The use cases and all adapters on the class path. */
  public static Composition ofClassPath() {
    List<Module> modules = new ArrayList<>();
    modules.add(new UseCaseModule());
    ServiceLoader.load(Module.class).forEach(modules::add);
    return new Composition(modules, FileSystems.getDefault());
  }

  /** Exactly these modules. */
  public static Composition of(Module... modules) {
    return new Composition(List.of(modules), FileSystems.getDefault());
  }

  /** The same, with all names of files in another file system than that of the machine. */
  public Composition on(FileSystem other) {
    return new Composition(modules, other);
  }

  /** Where the names of files lead to that a user writes. */
  public FileSystem files() {
    return files;
  }

  private Injector injector() {
    List<Module> all = new ArrayList<>(modules);
    all.add(binder -> binder.bind(FileSystem.class).toInstance(files));
    return Guice.createInjector(all);
  }

  /**
   * Creates the use cases. Threads and kernels are passed to the CPU backend as system properties,
   * which it reads when it is created.
   */
  public UseCases open(RunConfig config) {
    if (config.threads() > 0) {
      System.setProperty("dietsnn.threads", Integer.toString(config.threads()));
    }
    if (!config.kernels().equals("auto")) {
      System.setProperty("dietsnn.kernels", config.kernels());
    }
    return injector().getInstance(UseCases.class);
  }

  /** Creates the use cases about published data sets, which need no configuration. */
  public DataSetUseCases openDataSets() {
    return injector().getInstance(DataSetUseCases.class);
  }
}
