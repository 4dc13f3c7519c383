package org.dietsnn.application.format;

import java.util.List;

/**
 * What became of every parameter of a network and of every tensor of a file in an import.
 *
 * @param network one sentence without a full stop: which network was built and why
 * @param notes what a user should know, one sentence each
 * @param parameters every parameter of the network, in its order
 * @param leftOver tensors of the file that no parameter was made of
 */
public record ImportReport(
    String network,
    List<String> notes,
    List<MatchedParameter> parameters,
    List<LeftOverTensor> leftOver) {
  public ImportReport {
    notes = List.copyOf(notes);
    parameters = List.copyOf(parameters);
    leftOver = List.copyOf(leftOver);
  }

  /** Whether every parameter has its value and every tensor of the file is accounted for. */
  public boolean complete() {
    return parameters.stream().allMatch(MatchedParameter::found)
        && leftOver.stream().allMatch(LeftOverTensor::accountedFor);
  }
}
