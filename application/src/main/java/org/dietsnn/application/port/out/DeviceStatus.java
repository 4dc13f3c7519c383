package org.dietsnn.application.port.out;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a backend finds when it looks at its device.
 *
 * <p>Where the user names no backend, the usable one of the greatest preference is taken, of equals
 * the first by name. Preference belongs to what was found, not to the name: a library that runs on
 * a GPU where there is one, and on the CPU elsewhere, states {@link #ACCELERATOR} in the first case
 * and {@link #SLOWER_CPU} in the second. Values between the constants are fine.
 *
 * @param device the device in words, for example {@code CPU, 8 cores}
 * @param usable whether the backend can be opened
 * @param preference the scale is that of the constants; 0 where it is not usable
 * @param reason why it is not usable and what to do about it, a sentence without a full stop; of a
 *     usable one what is worth knowing, for example why it is this device and not another; may then
 *     be empty
 * @param details more about the device by name, for example memory, in order; may be empty
 */
public record DeviceStatus(
    String device, boolean usable, int preference, String reason, Map<String, String> details) {
  /** A GPU or another device made for such work. */
  public static final int ACCELERATOR = 300;

  /** An engine made for the CPU: taken where there is no accelerator. */
  public static final int CPU = 200;

  /** Runs on the CPU, slower than an engine made for it. */
  public static final int SLOWER_CPU = 100;

  /** For checking others, not for work. */
  public static final int REFERENCE = 10;

  public DeviceStatus {
    if (!usable && reason.isBlank()) {
      throw new IllegalArgumentException("a device that is not usable needs a reason: " + device);
    }
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** A device that can be used. */
  public static DeviceStatus usable(String device, int preference) {
    return new DeviceStatus(device, true, preference, "", Map.of());
  }

  /**
   * No device that can be used.
   *
   * @param device what was looked for or found, in words
   * @param reason why it cannot be used and what to do about it
   */
  public static DeviceStatus unusable(String device, String reason) {
    return new DeviceStatus(device, false, 0, reason, Map.of());
  }

  /** The same with another reason. */
  public DeviceStatus because(String why) {
    return new DeviceStatus(device, usable, preference, why, details);
  }

  /** The same with one more detail. */
  public DeviceStatus with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new DeviceStatus(device, usable, preference, reason, more);
  }
}
