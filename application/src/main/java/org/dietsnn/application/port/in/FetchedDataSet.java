package org.dietsnn.application.port.in;

import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.application.dataset.PublishedDataSet;

/**
 * A data set that is there.
 *
 * @param set which
 * @param folder where its files lie; empty if it is bundled
 * @param downloaded bytes that had to be downloaded; 0 if everything was there
 */
public record FetchedDataSet(PublishedDataSet set, Optional<Path> folder, long downloaded) {}
