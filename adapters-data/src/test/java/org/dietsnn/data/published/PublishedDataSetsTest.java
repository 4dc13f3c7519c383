package org.dietsnn.data.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedDataSet.Access;
import org.dietsnn.application.dataset.PublishedFile;
import org.junit.jupiter.api.Test;

class PublishedDataSetsTest {
  private final List<PublishedDataSet> sets = new PublishedDataSets().sets();

  @Test
  void everyOpenFileHasASecureAddressAndASha256() {
    for (PublishedDataSet set : sets) {
      if (set.access() == Access.OPEN) {
        assertThat(set.downloads()).isNotEmpty();
        for (PublishedFile file : set.downloads()) {
          assertThat(file.address().orElseThrow()).hasScheme("https");
          assertThat(file.address().orElseThrow().toString()).endsWith("/" + file.name());
          assertThat(file.checksum().algorithm()).isEqualTo("SHA-256");
        }
      }
    }
  }

  /** Records of 3073 and 3074 bytes, 50,000 to train with and 10,000 to test with. */
  @Test
  void theCifarFilesHaveAsManyBytesAsTheirImagesNeed() {
    assertThat(named("cifar10").contentBytes()).isEqualTo(60_000L * 3073);
    assertThat(named("cifar100").contentBytes()).isEqualTo(60_000L * 3074);
  }

  private PublishedDataSet named(String name) {
    return sets.stream().filter(set -> set.name().equals(name)).findFirst().orElseThrow();
  }
}
