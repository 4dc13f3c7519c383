package org.dietsnn.application.run;

import java.util.Optional;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.network.Parameters;

/**
 * A network with its parameters and how it came to be.
 *
 * @param model the network without parameters
 * @param parameters its parameters
 * @param provenance where it comes from
 * @param training the training that its parameters went through, if there was one; in a converted
 *     network that of the ANN
 */
public record Checkpoint(
    Model model, Parameters parameters, Provenance provenance, Optional<TrainingState> training) {}
