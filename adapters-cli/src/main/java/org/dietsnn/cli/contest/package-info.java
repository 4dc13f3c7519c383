/**
 * Backends in a process each, so that the memory of one can be told from that of another and none
 * is disturbed by what another leaves behind. The parent says when to run; what is compared and how
 * often is decided elsewhere.
 */
package org.dietsnn.cli.contest;
