package org.dietsnn.cpu.kernel;

/**
 * Packed or transformed weights of a run of blocks of channels, one after the other.
 *
 * @param values what a kernel packed; not to be modified by those that read it
 * @param first number of the block that lies at the beginning
 */
public record PackedBlocks(float[] values, int first) {}
