package org.dietsnn.application.port.in;

import java.util.List;

/** Tells what there is to compute with. */
public interface ListDevices {
  /**
   * Every backend that was found, usable or not, in the order in which they would be chosen. One
   * that fails to look at its device is told as not usable.
   */
  List<BackendDevice> list();
}
