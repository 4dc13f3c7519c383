/**
 * Builders of networks: the VGGs and wide ResNets of DIET-SNN, the ResNets of He et al. for CIFAR,
 * free layer strings, and graphs written out. A built network knows nothing of how it was built.
 */
package org.dietsnn.domain.architecture;
