/**
 * CIFAR-10 and CIFAR-100 in their official binary layout. A. Krizhevsky, "Learning Multiple Layers
 * of Features from Tiny Images", 2009; https://www.cs.toronto.edu/~kriz/cifar.html.
 */
package org.dietsnn.data.cifar;
