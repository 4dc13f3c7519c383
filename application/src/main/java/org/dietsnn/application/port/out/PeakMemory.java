package org.dietsnn.application.port.out;

/**
 * The most memory that something has used.
 *
 * @param bytes how much
 * @param of what was measured
 */
public record PeakMemory(long bytes, String of) {}
