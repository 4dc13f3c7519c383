/**
 * What is measured: networks with random weights and random images, with thresholds at which every
 * layer fires at a wanted rate.
 */
package org.dietsnn.benchmarks.workload;
