package org.dietsnn.application.family;

import java.util.Optional;
import org.dietsnn.application.format.FileTensors;
import org.dietsnn.domain.network.Shape;

/** Asks every family whether it knows the tensors of a file. */
public final class KnownFamilies {
  private KnownFamilies() {}

  /**
   * The network whose names and shapes a file has.
   *
   * @param input shape of the images where the user said it
   */
  public static Optional<RecognisedNetwork> recognise(FileTensors tensors, Optional<Shape> input) {
    return CifarResNetFamily.recognise(tensors, input)
        .or(() -> WideResNetFamily.recognise(tensors, input))
        .or(() -> VggFamily.recognise(tensors, input));
  }
}
