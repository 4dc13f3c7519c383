package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Set;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.port.in.InspectFile;
import org.dietsnn.application.port.out.ModelFormat;

/** Has a file described by the format that recognises it. */
public final class InspectionService implements InspectFile {
  private final KnownFormats formats;

  /** A service that knows these formats. */
  @Inject
  public InspectionService(Set<ModelFormat> formats) {
    this.formats = new KnownFormats(formats);
  }

  @Override
  public FileDescription inspect(Path file) {
    return formats.of(file).describe(file);
  }
}
