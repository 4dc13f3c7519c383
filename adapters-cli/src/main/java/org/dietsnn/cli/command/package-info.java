/** The commands and their options; each only joins configuration, stages and reports. */
package org.dietsnn.cli.command;
