package org.dietsnn.application.port.in;

/**
 * How far the training of a backend agrees with that of another, from the same parameters on the
 * same batch, without dropout. A relative difference is the Euclidean norm of the difference over
 * that of the other's value, over all parameters together.
 *
 * @param loss of the first step
 * @param lossDifference absolute, from that of the other
 * @param gradientDifference greatest absolute difference of an element of the first gradient
 * @param relativeGradientDifference of the first gradient
 * @param steps so many steps were taken, by Adam
 * @param parameterDifference greatest absolute difference of a parameter after them
 * @param relativeParameterDifference of the way that the parameters went
 */
public record TrainingAgreement(
    double loss,
    double lossDifference,
    double gradientDifference,
    double relativeGradientDifference,
    int steps,
    double parameterDifference,
    double relativeParameterDifference) {}
