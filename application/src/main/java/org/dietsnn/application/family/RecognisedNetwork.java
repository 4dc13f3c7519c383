package org.dietsnn.application.family;

import java.util.Optional;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.image.Normalisation;

/**
 * A network that was found out from names and shapes.
 *
 * @param architecture the network
 * @param mapping where its parameters stand
 * @param normalisation what its authors do to pixels in [0, 1], if that is known
 * @param spiking whether it has thresholds and leaks
 * @param reason one sentence without a full stop: what it is and how it was told
 */
public record RecognisedNetwork(
    Architecture architecture,
    NameMapping mapping,
    Optional<Normalisation> normalisation,
    boolean spiking,
    String reason) {}
