/** Compute through ND4J lives here. */
package org.dietsnn.gpu;
