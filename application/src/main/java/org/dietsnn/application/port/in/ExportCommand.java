package org.dietsnn.application.port.in;

import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.application.run.Checkpoint;

/**
 * An export to run.
 *
 * @param checkpoint the network
 * @param file where to
 * @param format name of the format; empty: as the name of the file ends
 * @param overwrite whether a file that is there may be replaced
 */
public record ExportCommand(
    Checkpoint checkpoint, Path file, Optional<String> format, boolean overwrite) {}
