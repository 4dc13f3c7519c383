/**
 * Engines that are broken on purpose, to see that the conformance kit notices: the reference engine
 * with one line of its source changed. Not part of the published kit.
 */
package org.dietsnn.conformance.fault;
