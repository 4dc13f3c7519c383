package org.dietsnn.cli.command;

import java.io.PrintStream;
import org.dietsnn.cli.wiring.Composition;

/**
 * What a command finds around it.
 *
 * @param composition puts the program together
 * @param out standard output
 * @param err standard error
 * @param terminal whether standard error is a terminal
 * @param program how the user calls this program
 */
public record Surroundings(
    Composition composition, PrintStream out, PrintStream err, boolean terminal, String program) {}
