/** The configuration of a run: one tree of records, read from YAML and flags. Knows no command. */
package org.dietsnn.cli.config;
