/**
 * Mutated inputs for every reader: what must never happen is a crash, a hang, a huge allocation or
 * content that is taken although it cannot be. Run a few of them as tests, many by the command
 * {@code acceptance-tests/fuzz}.
 */
package org.dietsnn.acceptance.fuzz;
