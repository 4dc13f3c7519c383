package org.dietsnn.application.port.in;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which data set to fetch.
 *
 * @param name of the set
 * @param to the folder below which that of the set is made
 * @param mirror another place that holds the published files under their names: a folder if it ends
 *     with a slash or the set has several files, otherwise the file itself
 */
public record FetchDataSetCommand(String name, Path to, Optional<URI> mirror) {
  /**
   * Checks the mirror.
   *
   * @throws IllegalArgumentException if it is no address of http or https
   */
  public FetchDataSetCommand {
    mirror.ifPresent(
        address -> {
          if (address.getHost() == null
              || !("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
            throw new IllegalArgumentException(
                "a mirror must be an address such as https://example.org/data/, found \"%s\""
                    .formatted(address));
          }
        });
  }
}
