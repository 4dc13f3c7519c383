package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.ComputeBackend;

/**
 * A backend that was chosen.
 *
 * @param backend what computes
 * @param reason why this one, in a few words
 */
public record OpenedBackend(ComputeBackend backend, String reason) {}
