package org.dietsnn.cli.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.domain.network.Network;

/**
 * What is in a file.
 *
 * @param file its name
 * @param format name of its format
 * @param what what kind of file it is
 * @param elements numbers in all tensors together
 * @param facts what it says about itself
 * @param layers populations, if it has a graph
 * @param macs multiply-accumulates of one image and time step; null without a graph
 * @param tensors by the set they belong to
 */
public record InspectionReport(
    String file,
    String format,
    String what,
    long elements,
    Map<String, String> facts,
    List<InspectedLayer> layers,
    Long macs,
    Map<String, List<TensorDescription>> tensors) {

  /** The report of a description. */
  public static InspectionReport of(Path file, FileDescription description) {
    return new InspectionReport(
        file.toString(),
        description.format(),
        description.what(),
        description.parts().values().stream()
            .flatMap(List::stream)
            .mapToLong(TensorDescription::count)
            .sum(),
        description.facts(),
        description
            .network()
            .map(
                network ->
                    network.populations().stream()
                        .map(population -> InspectedLayer.of(network, population))
                        .toList())
            .orElse(List.of()),
        description.network().map(Network::macs).orElse(null),
        description.parts());
  }
}
