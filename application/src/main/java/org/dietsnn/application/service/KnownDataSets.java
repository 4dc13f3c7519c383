package org.dietsnn.application.service;

import java.util.List;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.port.out.DataSetCatalogue;

/** Finds published data sets by name. */
final class KnownDataSets {
  private final List<PublishedDataSet> sets;

  KnownDataSets(DataSetCatalogue catalogue) {
    this.sets = catalogue.sets();
  }

  List<PublishedDataSet> all() {
    return sets;
  }

  PublishedDataSet named(String name) {
    return sets.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.USAGE,
                    "no published data set is named \"%s\"; there are %s"
                        .formatted(
                            name,
                            String.join(
                                ", ", sets.stream().map(PublishedDataSet::name).toList()))));
  }
}
