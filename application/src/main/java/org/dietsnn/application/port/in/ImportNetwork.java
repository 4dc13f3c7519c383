package org.dietsnn.application.port.in;

/** Makes a checkpoint of a network that was made elsewhere. */
public interface ImportNetwork {
  /**
   * Matches the tensors of a file with the parameters of a network. Nothing is written, and nothing
   * is left uninitialised: where a parameter has no value, there is no checkpoint, and the report
   * says which and why.
   *
   * @throws org.dietsnn.application.failure.FailureException if the file cannot be read, or the
   *     command does not say enough about the network to begin matching
   */
  ImportedNetwork importNetwork(ImportCommand command);
}
