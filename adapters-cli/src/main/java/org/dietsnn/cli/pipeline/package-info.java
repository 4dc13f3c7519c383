/** The stages of a run (train, convert, train, evaluate) and the run folder they write. */
package org.dietsnn.cli.pipeline;
