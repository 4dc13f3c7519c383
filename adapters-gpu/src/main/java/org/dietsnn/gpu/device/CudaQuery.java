package org.dietsnn.gpu.device;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.nativeblas.NativeOps;

/** Asks CUDA, through ND4J's library for it, which GPUs there are. No kernel is run. */
final class CudaQuery {
  /** Of nd4j-cuda, which this module is not compiled against. */
  private static final String OPERATIONS = "org.nd4j.linalg.jcublas.bindings.Nd4jCuda";

  private CudaQuery() {}

  /** Whether ND4J's Java side of CUDA is on the class path; ND4J then prefers it to the CPU. */
  static boolean present() {
    return CudaQuery.class.getClassLoader().getResource(OPERATIONS.replace('.', '/') + ".class")
        != null;
  }

  /**
   * All GPUs that CUDA sees.
   *
   * @throws ReflectiveOperationException if the class is not what it should be
   * @throws LinkageError if the library or CUDA itself cannot be loaded
   */
  static List<Gpu> gpus() throws ReflectiveOperationException {
    NativeOps operations =
        Class.forName(OPERATIONS)
            .asSubclass(NativeOps.class)
            .getDeclaredConstructor()
            .newInstance();
    operations.initializeDevicesAndFunctions();
    List<Gpu> gpus = new ArrayList<>();
    for (int i = 0; i < operations.getAvailableDevices(); i++) {
      gpus.add(
          new Gpu(
              operations.getDeviceName(i),
              operations.getDeviceMajor(i),
              operations.getDeviceMinor(i),
              operations.getDeviceFreeMemory(i)));
    }
    return gpus;
  }
}
