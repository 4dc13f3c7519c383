package org.dietsnn.cpu.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * Which kernels run, and why, in one line for the log.
 *
 * @param kernels the kernels
 * @param reason why these
 */
public record KernelChoice(FloatKernels kernels, String reason) {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR = "org.dietsnn.cpu.kernel.vector.VectorKernels";

  /**
   * Chooses kernels.
   *
   * @param name "vector", "plain", or "auto": vector where usable
   * @throws IllegalArgumentException if the name is another
   * @throws FailureException if vector kernels are demanded and not usable
   */
  public static KernelChoice of(String name) {
    return switch (name) {
      case "plain" -> new KernelChoice(new PlainKernels(), "plain kernels: asked for");
      case "vector" -> vector(true);
      case "auto" -> vector(false);
      default ->
          throw new IllegalArgumentException(
              "kernels must be vector, plain or auto, found " + name);
    };
  }

  private static KernelChoice vector(boolean demanded) {
    String obstacle;
    try {
      Optional<String> found = obstacle();
      if (found.isEmpty()) {
        Class<?> type = Class.forName(VECTOR);
        FloatKernels kernels = (FloatKernels) type.getDeclaredConstructor().newInstance();
        int bits = (int) type.getMethod("vectorBits").invoke(null);
        if (bits >= (demanded ? 128 : leastBits())) {
          String why = demanded ? "asked for" : MODULE + " is there";
          return new KernelChoice(kernels, "vector kernels, " + bits + " bits: " + why);
        }
        obstacle = "vectors of this machine have " + bits + " bits only";
      } else {
        obstacle = found.get();
      }
    } catch (InvocationTargetException | LinkageError e) {
      obstacle = "loading them failed: " + (e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      obstacle = "loading them failed: " + e;
    }
    if (demanded) {
      throw new FailureException(
          FailureKind.UNAVAILABLE,
          "vector kernels are not usable: " + obstacle + "; or take the plain ones");
    }
    return new KernelChoice(
        new PlainKernels(), "plain kernels, slower: vector kernels not usable: " + obstacle);
  }

  /**
   * An x86 processor with less than AVX2 has no fused multiply-add either, and Java's emulation is
   * thousands of times slower than the plain kernels.
   */
  private static int leastBits() {
    String architecture = System.getProperty("os.arch");
    return architecture.equals("amd64") || architecture.equals("x86_64") ? 256 : 128;
  }

  private static Optional<String> obstacle() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of("start java with --add-modules " + MODULE);
    }
    if (System.getProperty("java.vm.info", "").contains("interpreted mode")) {
      return Optional.of("this JVM interprets only");
    }
    return Optional.empty();
  }
}
