package org.dietsnn.gpu.device;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dietsnn.application.port.out.DeviceStatus;

/** Where ND4J would compute here, and whether it can. */
public final class Nd4jDevice {
  /** What a process with ND4J's native library takes beside the heap, rounded up. */
  private static final long LEAST_BYTES = 1L << 30;

  private Nd4jDevice() {}

  /**
   * Looks. Loads a native library only where ND4J's library for CUDA is on the class path. Never
   * throws.
   */
  public static DeviceStatus inspect() {
    try {
      DeviceStatus cpu =
          onCpu(
              NativeLibraries.find(), Processor.lacksAvx2(Processor.description()), totalMemory());
      return CudaQuery.present() ? onGpu(CudaQuery::gpus, cpu) : cpu;
    } catch (RuntimeException | LinkageError e) {
      return DeviceStatus.unusable(
          "ND4J", "ND4J cannot be looked at (" + told(e) + "); use another backend");
    }
  }

  /**
   * The status where ND4J's library for CUDA is on the class path.
   *
   * @param query finds the GPUs
   * @param cpu where ND4J computes if there is no GPU; with one it insists on that
   */
  static DeviceStatus onGpu(Callable<List<Gpu>> query, DeviceStatus cpu) {
    List<Gpu> gpus;
    try {
      gpus = query.call();
    } catch (Exception | LinkageError e) {
      return withoutGpu(
          cpu,
          "ND4J's library for CUDA is on the class path and cannot be loaded (%s): a GPU needs NVIDIA's driver and CUDA's libraries or their JavaCPP presets"
              .formatted(told(e)));
    }
    if (gpus.isEmpty()) {
      return withoutGpu(
          cpu, "ND4J's library for CUDA is on the class path, but CUDA sees no GPU here");
    }
    // ND4J computes on the first one.
    Gpu gpu = gpus.get(0);
    Optional<String> unsupported = gpu.unsupported();
    return unsupported.isPresent()
        ? DeviceStatus.unusable(gpu.toString(), unsupported.get())
        : DeviceStatus.usable(gpu.toString(), DeviceStatus.ACCELERATOR)
            .with("free memory", (gpu.freeBytes() >> 20) + " MiB")
            .with("precision", "float32");
  }

  /** The CPU's status and why it is not a GPU. */
  private static DeviceStatus withoutGpu(DeviceStatus cpu, String why) {
    return cpu.because(cpu.usable() ? why : why + "; nor on the CPU: " + cpu.reason());
  }

  /** The status on a CPU with these libraries and so much memory. */
  static DeviceStatus onCpu(NativeLibraries libraries, boolean lacksAvx2, long memory) {
    String device =
        "CPU, %d cores, %s"
            .formatted(Runtime.getRuntime().availableProcessors(), libraries.platform());
    Optional<String> unusable = libraries.unusable(lacksAvx2);
    if (unusable.isPresent()) {
      return DeviceStatus.unusable(device, unusable.get());
    }
    if (memory < LEAST_BYTES) {
      return DeviceStatus.unusable(
          device,
          "ND4J needs %d MiB of memory and this machine or container has %d; give it more, or use another backend"
              .formatted(LEAST_BYTES >> 20, memory >> 20));
    }
    return DeviceStatus.usable(device, DeviceStatus.SLOWER_CPU)
        .with("library", "nd4j-native " + libraries.classifier())
        .with("precision", "float32");
  }

  /** Of the machine or, where there is one, of the container. */
  private static long totalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /** What the first cause of an exception says, in one line: the library that is missing. */
  private static String told(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String message =
        first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }
}
