/**
 * Backends against vectors recorded from the authors' own code: a reader of the recordings, and one
 * set of comparisons that runs for every backend with its stated tolerance.
 */
package org.dietsnn.acceptance.golden;
