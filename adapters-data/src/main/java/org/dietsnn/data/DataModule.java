package org.dietsnn.data;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ExportFormat;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.data.checkpoint.DietSnnFormat;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.data.cifar.CifarDataSource;
import org.dietsnn.data.digits.DigitsDataSource;
import org.dietsnn.data.nir.NirExport;
import org.dietsnn.data.nir.NirFormat;
import org.dietsnn.data.pytorch.PyTorchFormat;
import org.dietsnn.data.safetensors.SafetensorsExport;
import org.dietsnn.data.safetensors.SafetensorsFormat;

/** Binds the data sources by name, the formats of networks, and the store of checkpoints. */
public final class DataModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, DataSource> sources =
        MapBinder.newMapBinder(binder(), String.class, DataSource.class);
    sources.addBinding("digits").toInstance(new DigitsDataSource());
    sources.addBinding("cifar10").toInstance(CifarDataSource.cifar10());
    sources.addBinding("cifar100").toInstance(CifarDataSource.cifar100());
    Multibinder<ModelFormat> formats = Multibinder.newSetBinder(binder(), ModelFormat.class);
    formats.addBinding().to(DietSnnFormat.class);
    formats.addBinding().to(SafetensorsFormat.class);
    formats.addBinding().to(PyTorchFormat.class);
    formats.addBinding().to(NirFormat.class);
    Multibinder<ExportFormat> exports = Multibinder.newSetBinder(binder(), ExportFormat.class);
    exports.addBinding().to(SafetensorsExport.class);
    exports.addBinding().to(NirExport.class);
    bind(RunStore.class).to(SafetensorsRunStore.class).in(Singleton.class);
  }
}
