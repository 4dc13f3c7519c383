/**
 * The conformance kit: what every compute backend must do, as JUnit tests that run against the
 * backend that a {@link org.dietsnn.conformance.ComputeBackendContract} is given. Published as a
 * jar of its own, so that backends from elsewhere run it too. Nothing here knows an engine but the
 * reference engine, which says what is right.
 */
package org.dietsnn.conformance;
