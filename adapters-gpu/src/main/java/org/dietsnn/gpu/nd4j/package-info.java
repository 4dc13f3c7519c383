/**
 * The engine on ND4J: networks, parameters and everything that a run needs as arrays on the device,
 * and the operations on them. Which device it is, and whether ND4J can use it, is decided
 * elsewhere.
 */
package org.dietsnn.gpu.nd4j;
