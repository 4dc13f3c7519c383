/**
 * Where ND4J can compute: the native libraries on the class path, the processor and the GPUs, found
 * out without computing anything. What they are used for is not known here.
 */
package org.dietsnn.gpu.device;
