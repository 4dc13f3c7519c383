package org.dietsnn.application.port.out;

import java.nio.file.Path;
import java.util.Optional;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.domain.network.Shape;

/**
 * Knows one format of files in which networks or their tensors are kept. Whatever a file claims,
 * nothing in it is executed, and no more memory is taken than a small multiple of its length.
 */
public interface ModelFormat {
  /** What users call it, for example {@code safetensors}. */
  String name();

  /**
   * Whether a file looks like this format, by its content and not by its name; damaged files of
   * this format do as long as they can be told from others. At most one format recognises a file.
   *
   * @param file a file that is there
   * @throws org.dietsnn.application.failure.FailureException of kind INPUT_OUTPUT if it cannot be
   *     read
   */
  boolean recognises(Path file);

  /**
   * What is in a file, without the values of its tensors where they need not be read.
   *
   * @param file a file that this format recognises
   * @throws org.dietsnn.application.failure.FailureException of kind BAD_DATA if it is damaged or
   *     refused, UNAVAILABLE if it is sound but uses a part of the format that is not supported,
   *     INPUT_OUTPUT if it cannot be read
   */
  FileDescription describe(Path file);

  /**
   * Everything that a network can be made of.
   *
   * @param file a file that this format recognises
   * @param part which of several sets of tensors in the file, by the name that {@link
   *     FileDescription#parts} gives it; empty if there is one only
   * @throws org.dietsnn.application.failure.FailureException as {@link #describe}, and of kind
   *     USAGE listing the parts if the part has to be chosen or is not there
   */
  FileContent read(Path file, String part);

  /**
   * As {@link #read(Path, String)} for a format whose files need not tell the size of the images.
   *
   * @param input shape of the images, if the user says
   * @throws org.dietsnn.application.failure.FailureException also of kind USAGE if the file leaves
   *     the size open and nobody says it, or it does not fit
   */
  default FileContent read(Path file, String part, Optional<Shape> input) {
    return read(file, part);
  }
}
