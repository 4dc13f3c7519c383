/** What a run of the program prints and writes: the machine, the agreement, the results. */
package org.dietsnn.benchmarks.report;
