/**
 * Sets in the idx format of MNIST: images of one size in one file, their labels in another. Y.
 * LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
package org.dietsnn.data.idx;
