package org.dietsnn.gpu.device;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * Which of ND4J's native libraries for the CPU are on the class path; loads none of them.
 *
 * @param platform as JavaCPP calls it, for example linux-x86_64
 * @param extension of the one that JavaCPP will take, for example -onednn-avx2; empty for the plain
 *     one; null if there is none for this platform
 */
record NativeLibraries(String platform, String extension) {
  /** In the order in which ND4J's presets make JavaCPP try them. */
  private static final List<String> EXTENSIONS =
      List.of("-onednn", "-onednn-avx512", "-onednn-avx2", "", "-avx512", "-avx2");

  private static final String FOLDER = "/org/nd4j/linalg/cpu/nativecpu/bindings/";

  /** What is there for the platform that this is. */
  static NativeLibraries find() {
    return find(Loader.Detector.getPlatform());
  }

  /** What is there for a platform. */
  static NativeLibraries find(String platform) {
    String library =
        platform.startsWith("windows")
            ? "jnind4jcpu.dll"
            : platform.startsWith("macosx") ? "libjnind4jcpu.dylib" : "libjnind4jcpu.so";
    return new NativeLibraries(
        platform,
        EXTENSIONS.stream()
            .filter(
                e ->
                    NativeLibraries.class.getResource(FOLDER + platform + e + "/" + library)
                        != null)
            .findFirst()
            .orElse(null));
  }

  /** The classifier of nd4j-native that was found. */
  String classifier() {
    return platform + extension;
  }

  /**
   * Why they cannot be used, a sentence without a full stop; empty if they can.
   *
   * @param lacksAvx2 whether the processor is known to be without AVX2
   */
  Optional<String> unusable(boolean lacksAvx2) {
    if (extension == null) {
      return Optional.of(
          "ND4J's native library for %s is not on the class path; add org.nd4j:nd4j-native with classifier %s, or use another backend"
              .formatted(platform, platform));
    }
    if (lacksAvx2 && extension.contains("avx")) {
      return Optional.of(
          "the processor has no AVX2, which ND4J's native library %s needs; put org.nd4j:nd4j-native with classifier %s in its place, or use another backend"
              .formatted(classifier(), platform));
    }
    return Optional.empty();
  }
}
