/**
 * The fast engine: float32, channels last, all cores. Walks the graph layer by layer over whole
 * batches and time steps; the inner loops are the kernels'. Arrays are laid out {@code [image][time
 * step][row][column][channel]}, an image at a time step being one frame.
 */
package org.dietsnn.cpu.engine;
