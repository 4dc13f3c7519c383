/**
 * A reader of vectors recorded from the authors' own code: the networks, optimisers and tensors of
 * each recorded case. What a backend must make of them is in {@link
 * org.dietsnn.conformance.GoldenContract}.
 */
package org.dietsnn.conformance.golden;
