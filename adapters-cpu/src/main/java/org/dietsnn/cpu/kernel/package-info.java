/** Compute kernels on plain arrays; one implementation is chosen when the program starts. */
package org.dietsnn.cpu.kernel;
