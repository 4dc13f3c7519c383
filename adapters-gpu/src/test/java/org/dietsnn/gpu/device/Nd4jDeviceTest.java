package org.dietsnn.gpu.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dietsnn.application.port.out.DeviceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nd4jDeviceTest {
  private static final long GIB = 1L << 30;

  private static final DeviceStatus CPU =
      Nd4jDevice.onCpu(new NativeLibraries("linux-x86_64", ""), false, 8 * GIB);

  @ParameterizedTest
  @CsvSource({"Tesla K80,3,7", "Tesla V100,7,0", "A100,8,0", "RTX 3090,8,6", "RTX 4090,8,9"})
  void aGpuThatTheLibraryHasCodeForIsTaken(String name, int major, int minor) {
    DeviceStatus status =
        Nd4jDevice.onGpu(() -> List.of(new Gpu("NVIDIA " + name, major, minor, 8 * GIB)), CPU);

    assertThat(status.usable()).isTrue();
    assertThat(status.preference()).isEqualTo(DeviceStatus.ACCELERATOR);
    assertThat(status.device())
        .isEqualTo("NVIDIA %s (compute capability %d.%d)".formatted(name, major, minor));
  }

  @ParameterizedTest
  @CsvSource({"GeForce GTX 680,3,0", "Tesla K40,3,5", "H100,9,0", "B200,10,0", "RTX 5090,12,0"})
  void aGpuThatTheLibraryHasNoCodeForIsNamedInOneSentenceWithWhatToDo(
      String name, int major, int minor) {
    DeviceStatus status =
        Nd4jDevice.onGpu(() -> List.of(new Gpu("NVIDIA " + name, major, minor, 8 * GIB)), CPU);

    assertThat(status.usable()).isFalse();
    assertThat(status.reason())
        .isEqualTo(
            "ND4J has no code for the NVIDIA %s: its CUDA 11.6 library is made for compute capability 3.7 to 8.9, this is %d.%d; take nd4j-cuda off the class path to run ND4J on the CPU, or use another backend",
            name, major, minor);
  }

  @Test
  void aGpuWhoseMemoryIsTakenIsNotUsable() {
    DeviceStatus status =
        Nd4jDevice.onGpu(() -> List.of(new Gpu("NVIDIA A100", 8, 0, 200L << 20)), CPU);

    assertThat(status.usable()).isFalse();
    assertThat(status.reason()).contains("A100", "200 MiB", "1024");
  }

  @Test
  void cudaWithoutADriverOrAGpuLeavesTheCpuAndSaysWhy() {
    DeviceStatus noDriver = Nd4jDevice.onGpu(Nd4jDeviceTest::driverIsMissing, CPU);
    DeviceStatus noGpu = Nd4jDevice.onGpu(List::of, CPU);

    assertThat(noDriver.usable()).isTrue();
    assertThat(noDriver.device()).isEqualTo(CPU.device());
    assertThat(noDriver.preference()).isEqualTo(DeviceStatus.SLOWER_CPU);
    assertThat(noDriver.reason()).contains("libcuda.so.1", "driver");
    assertThat(noGpu.usable()).isTrue();
    assertThat(noGpu.reason()).contains("no GPU");
  }

  @Test
  void cudaWithoutADriverOnACpuThatIsNotUsableEitherNamesBothReasons() {
    DeviceStatus cpu = Nd4jDevice.onCpu(NativeLibraries.find("macosx-arm64"), false, 8 * GIB);

    DeviceStatus status = Nd4jDevice.onGpu(Nd4jDeviceTest::driverIsMissing, cpu);

    assertThat(status.usable()).isFalse();
    assertThat(status.reason()).contains("libcuda.so.1", "nor on the CPU", "macosx-arm64");
  }

  private static List<Gpu> driverIsMissing() {
    throw new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file");
  }

  @Test
  void aPlatformWithoutItsNativeLibraryIsToldWhichClassifierItNeeds() {
    DeviceStatus status = Nd4jDevice.onCpu(NativeLibraries.find("macosx-arm64"), false, 8 * GIB);

    assertThat(status.usable()).isFalse();
    assertThat(status.reason())
        .isEqualTo(
            "ND4J's native library for macosx-arm64 is not on the class path; add org.nd4j:nd4j-native with classifier macosx-arm64, or use another backend");
  }

  @Test
  void aProcessorWithoutAvx2IsToldWhichLibraryItNeeds() {
    NativeLibraries libraries = new NativeLibraries("linux-x86_64", "-onednn-avx2");

    assertThat(Nd4jDevice.onCpu(libraries, true, 8 * GIB).reason())
        .isEqualTo(
            "the processor has no AVX2, which ND4J's native library linux-x86_64-onednn-avx2 needs; put org.nd4j:nd4j-native with classifier linux-x86_64 in its place, or use another backend");
    assertThat(Nd4jDevice.onCpu(libraries, false, 8 * GIB).usable()).isTrue();
    assertThat(Nd4jDevice.onCpu(new NativeLibraries("linux-x86_64", ""), true, 8 * GIB).usable())
        .isTrue();
  }

  @Test
  void aMachineWithTooLittleMemoryIsToldHowMuchItTakes() {
    NativeLibraries libraries = new NativeLibraries("linux-x86_64", "");

    assertThat(Nd4jDevice.onCpu(libraries, false, 512L << 20).reason())
        .contains("needs 1024 MiB", "has 512");
  }

  @Test
  void avx2IsLookedForInTheFlagsOfTheProcessor() {
    assertThat(Processor.lacksAvx2(List.of("model name\t: x", "flags\t\t: sse2 avx avx2 fma")))
        .isFalse();
    assertThat(Processor.lacksAvx2(List.of("model name\t: x", "flags\t\t: sse2 avx"))).isTrue();
    assertThat(Processor.lacksAvx2(List.of())).isFalse();
  }
}
