/**
 * How two contestants are timed against each other: round after round, alternating, in this process
 * or in child processes of it. Every contestant does the same step again and again.
 */
package org.dietsnn.benchmarks.contest;
