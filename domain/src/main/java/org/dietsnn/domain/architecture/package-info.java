/**
 * Builders of networks: the VGGs and wide ResNets of DIET-SNN, the ResNets for CIFAR of He et al.,
 * and free layer strings. A built
 * network knows nothing of how it was built.
 */
package org.dietsnn.domain.architecture;
