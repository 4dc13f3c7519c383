package org.dietsnn.application.port.in;

import java.util.Optional;
import org.dietsnn.application.format.ImportReport;
import org.dietsnn.application.run.Checkpoint;

/**
 * The result of an import.
 *
 * @param checkpoint the network with its parameters; empty unless the report is complete
 * @param report what was matched with what
 */
public record ImportedNetwork(Optional<Checkpoint> checkpoint, ImportReport report) {}
