package org.dietsnn.cli.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a whole run came to.
 *
 * @param output run folder
 * @param data name of the data set
 * @param versions of what computed
 * @param ann training of the ANN
 * @param conversion from the ANN to the SNN
 * @param snn training of the SNN
 * @param networks the ANN, the converted and the trained SNN on test images
 * @param next a command to go on with
 */
public record RunReport(
    String output,
    String data,
    Map<String, String> versions,
    TrainingReport ann,
    ConversionReport conversion,
    TrainingReport snn,
    List<NetworkReport> networks,
    String next) {
  public RunReport {
    versions = new TreeMap<>(versions);
    networks = List.copyOf(networks);
  }
}
