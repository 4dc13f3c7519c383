/**
 * Contestants in a process of their own: for what one process cannot show, which is its own peak
 * memory and another Java. The parent says when to run, so that children alternate as well.
 */
package org.dietsnn.benchmarks.process;
