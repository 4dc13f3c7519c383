package org.dietsnn.acceptance.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dietsnn.application.failure.FailureKind;

/** A reader of files, as the mutations meet it. */
interface FuzzedReader {
  /** By which a user chooses it. */
  String name();

  /** Valid inputs to mutate; the first is read without a complaint. */
  List<byte[]> seeds() throws IOException;

  /** What mutates beside the bytes: the structure of the format. */
  default List<Mutator> mutators() {
    return List.of();
  }

  /** The kinds of failure that a bad input may be. */
  default Set<FailureKind> refusals() {
    return Set.of(FailureKind.BAD_DATA);
  }

  /** The name of the file in the folder. */
  String fileName();

  /** Puts an input where the reader looks for it. */
  default void place(Path folder, byte[] input) throws IOException {
    Files.write(folder.resolve(fileName()), input);
  }

  /** Whether the reader needs a folder of the operating system rather than one in memory. */
  default boolean needsRealFiles() {
    return false;
  }

  /**
   * Reads the input and looks whether what was read can be.
   *
   * @throws org.dietsnn.application.failure.FailureException if the reader refuses
   * @throws AssertionError if the reader takes what cannot be
   */
  void read(Path folder) throws IOException;

  /** How many of so many inputs are refused at least if the mutations are worth anything. */
  default int leastRefused(int inputs) {
    return inputs / 4;
  }

  /** Bytes that reading an input may allocate in all. */
  default long allowance(int inputBytes) {
    return (32L << 20) + 64L * inputBytes;
  }
}
