package org.dietsnn.application.port.out;

import java.util.List;
import org.dietsnn.application.dataset.PublishedDataSet;

/** Knows where data sets are published and what their files must be. */
public interface DataSetCatalogue {
  /** All known sets, in the order in which they are listed. */
  List<PublishedDataSet> sets();
}
