/** The command line and the composition root: the only code that sees more than one adapter. */
package org.dietsnn.cli;
