package org.dietsnn.application.port.in;

import org.dietsnn.application.port.out.DeviceStatus;

/**
 * A backend and what it found.
 *
 * @param name by which users choose it
 * @param status of its device
 */
public record BackendDevice(String name, DeviceStatus status) {}
