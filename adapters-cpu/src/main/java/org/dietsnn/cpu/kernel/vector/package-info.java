/** Kernels on the Vector API; the only package that may name jdk.incubator.vector. */
package org.dietsnn.cpu.kernel.vector;
