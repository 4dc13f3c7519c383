/**
 * Single-precision kernels on plain {@code float[]}: convolution and dense products in three
 * directions, and the neuron dynamics over all time steps. Activity is channels-last ({@code
 * [image][height][width][channel]}). Nothing here knows networks, threads or training loops; the
 * engine above decides what runs where.
 */
package org.dietsnn.cpu.kernel;
