package org.dietsnn.data;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import org.dietsnn.application.port.out.DataSetCatalogue;
import org.dietsnn.application.port.out.DataSetFolder;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ExportFormat;
import org.dietsnn.application.port.out.FileDownload;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.data.checkpoint.DietSnnFormat;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.data.cifar.CifarDataSource;
import org.dietsnn.data.digits.DigitsDataSource;
import org.dietsnn.data.download.HttpFileDownload;
import org.dietsnn.data.folder.ImageFolderDataSource;
import org.dietsnn.data.idx.IdxDataSource;
import org.dietsnn.data.imagenet.ImageNetDataSource;
import org.dietsnn.data.nir.NirExport;
import org.dietsnn.data.nir.NirFormat;
import org.dietsnn.data.published.LocalDataSetFolder;
import org.dietsnn.data.published.PublishedDataSets;
import org.dietsnn.data.pytorch.PyTorchFormat;
import org.dietsnn.data.safetensors.SafetensorsExport;
import org.dietsnn.data.safetensors.SafetensorsFormat;

/**
 * Binds the data sources by name, what fetches them, the formats of networks, and the store of
 * checkpoints.
 */
public final class DataModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, DataSource> sources =
        MapBinder.newMapBinder(binder(), String.class, DataSource.class);
    sources.addBinding("digits").toInstance(new DigitsDataSource());
    sources.addBinding("cifar10").toInstance(CifarDataSource.cifar10());
    sources.addBinding("cifar100").toInstance(CifarDataSource.cifar100());
    sources.addBinding("imagenet").toInstance(new ImageNetDataSource());
    sources.addBinding("folder").toInstance(new ImageFolderDataSource());
    sources.addBinding("idx").toInstance(new IdxDataSource());
    Multibinder<ModelFormat> formats = Multibinder.newSetBinder(binder(), ModelFormat.class);
    formats.addBinding().to(DietSnnFormat.class);
    formats.addBinding().to(SafetensorsFormat.class);
    formats.addBinding().to(PyTorchFormat.class);
    bind(DataSetCatalogue.class).to(PublishedDataSets.class);
    bind(DataSetFolder.class).to(LocalDataSetFolder.class);
    bind(FileDownload.class).toProvider(HttpFileDownload::new);
    formats.addBinding().to(NirFormat.class);
    Multibinder<ExportFormat> exports = Multibinder.newSetBinder(binder(), ExportFormat.class);
    exports.addBinding().to(SafetensorsExport.class);
    exports.addBinding().to(NirExport.class);
    bind(RunStore.class).to(SafetensorsRunStore.class).in(Singleton.class);
  }
}
