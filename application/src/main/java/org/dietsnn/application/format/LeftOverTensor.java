package org.dietsnn.application.format;

/**
 * A tensor of a file that no parameter was made of.
 *
 * @param tensor the tensor
 * @param accountedFor whether that is as it should be
 * @param reason why it was left
 */
public record LeftOverTensor(TensorDescription tensor, boolean accountedFor, String reason) {}
