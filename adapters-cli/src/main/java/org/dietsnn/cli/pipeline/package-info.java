/**
 * The stages of a run (train, convert, train, evaluate) and the run folder they write; the
 * benchmark, which writes none.
 */
package org.dietsnn.cli.pipeline;
