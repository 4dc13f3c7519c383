/** Compute on the CPU lives here. */
package org.dietsnn.cpu;
