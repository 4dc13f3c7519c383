package org.dietsnn.conformance;

import java.util.List;
import org.dietsnn.application.port.out.ComputeBackend;

/** What is under test, and how close it must come to what is right. */
public interface BackendUnderTest {
  /**
   * The backend; the same one at each call, or a new one. Where its device is not there, {@link
   * org.junit.jupiter.api.Assumptions#abort} marks the tests as skipped.
   */
  ComputeBackend backend();

  /**
   * The same backend set up otherwise, in ways that must not change a bit of a result: above all
   * with other numbers of threads.
   */
  default List<ComputeBackend> variants() {
    return List.of();
  }

  /** How close its numbers must come; by default what its precision allows. */
  default Tolerance tolerance() {
    return Tolerance.of(backend().precision());
  }
}
