/** The bindings of the adapter that computes through ND4J, on a GPU or the CPU. */
package org.dietsnn.gpu;
