package org.dietsnn.cli.report;

import java.util.List;
import java.util.Locale;
import org.dietsnn.application.port.in.VerifiedDataSet;

/**
 * What a data set on this machine is, compared with the published one.
 *
 * @param set its name
 * @param folder where
 * @param intact whether every part is as published
 * @param parts its files
 */
public record VerificationReport(String set, String folder, boolean intact, List<Part> parts) {

  /**
   * A file, or the images of a folder.
   *
   * @param expected bytes or images, as the unit says
   * @param found the same; -1 if there are none
   * @param check what was compared
   * @param state {@code intact}, {@code missing} or {@code damaged}
   * @param detail what was found if it is not intact
   */
  public record Part(
      String name,
      String unit,
      long expected,
      long found,
      String check,
      String state,
      String detail) {}

  /** What was found. */
  public static VerificationReport of(VerifiedDataSet verified) {
    return new VerificationReport(
        verified.set().name(),
        verified.folder().toString(),
        verified.faults() == 0,
        verified.parts().stream()
            .map(
                part ->
                    new Part(
                        part.name(),
                        part.unit(),
                        part.expected(),
                        part.state().size().orElse(-1),
                        part.check(),
                        part.state().condition().name().toLowerCase(Locale.ROOT),
                        part.state().detail()))
            .toList());
  }
}
