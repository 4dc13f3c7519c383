/** Where output goes, progress on it, and the one sentence and exit code of a failure. */
package org.dietsnn.cli.console;
