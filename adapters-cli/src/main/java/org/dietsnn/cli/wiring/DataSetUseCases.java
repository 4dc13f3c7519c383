package org.dietsnn.cli.wiring;

import jakarta.inject.Inject;
import org.dietsnn.application.port.in.FetchDataSet;
import org.dietsnn.application.port.in.VerifyDataSet;
import org.dietsnn.application.port.out.DataSetCatalogue;

/**
 * What the commands about published data sets drive.
 *
 * @param catalogue knows the sets
 * @param fetch downloads them
 * @param verify looks whether they are whole
 */
public record DataSetUseCases(
    DataSetCatalogue catalogue, FetchDataSet fetch, VerifyDataSet verify) {
  @Inject
  public DataSetUseCases {}
}
