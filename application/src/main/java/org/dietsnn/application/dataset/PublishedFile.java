package org.dietsnn.application.dataset;

import java.net.URI;
import java.util.Optional;

/**
 * One file as its authors publish it.
 *
 * @param name without folder
 * @param address where it is published; empty if it comes out of an archive or needs a registration
 * @param size in bytes
 * @param checksum of its content
 */
public record PublishedFile(String name, Optional<URI> address, long size, Checksum checksum) {}
