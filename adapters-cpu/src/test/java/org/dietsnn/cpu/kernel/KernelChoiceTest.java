package org.dietsnn.cpu.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.dietsnn.application.failure.FailureException;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

  @Test
  void eachImplementationCanBeForcedByName() {
    assertThat(KernelChoice.of("plain").kernels().name()).isEqualTo("plain");
    assertThat(KernelChoice.of("vector").kernels().name()).isEqualTo("vector");
  }

  @Test
  void autoTakesTheVectorKernelsWhereTheModuleIsThere() {
    KernelChoice choice = KernelChoice.of("auto");

    assertThat(choice.kernels().name()).isEqualTo("vector");
    assertThat(choice.reason()).matches("vector kernels, \\d+ bits: jdk.incubator.vector is there");
  }

  @Test
  void autoFallsBackToPlainKernelsInAJvmWithoutTheModule() throws IOException {
    assertThat(inAJvmWithoutTheModule("auto"))
        .isEqualTo(
            "plain kernels, slower: vector kernels not usable: "
                + "start java with --add-modules jdk.incubator.vector");
  }

  @Test
  void vectorKernelsDemandedInAJvmWithoutTheModuleAreAFailureInOneSentence() throws IOException {
    assertThat(inAJvmWithoutTheModule("vector"))
        .isEqualTo(
            "UNAVAILABLE vector kernels are not usable: "
                + "start java with --add-modules jdk.incubator.vector; or take the plain ones");
  }

  private static String inAJvmWithoutTheModule(String kernels) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    String main = PrintChoice.class.getName();

    Process process = new ProcessBuilder(java, "-cp", classPath, main, kernels).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void anotherNameIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> KernelChoice.of("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kernels must be vector, plain or auto, found fast");
  }

  /** The program of the JVM without the module. */
  static final class PrintChoice {
    private PrintChoice() {}

    /** Prints the reason for what was chosen, or why nothing was. */
    public static void main(String[] args) {
      try {
        System.out.print(KernelChoice.of(args[0]).reason());
      } catch (FailureException e) {
        System.out.print(e.kind() + " " + e.getMessage());
      }
    }
  }
}
