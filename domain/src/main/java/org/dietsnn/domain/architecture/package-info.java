/**
 * Builders of networks: the VGGs and wide ResNets of DIET-SNN, and free layer strings. A built
 * network knows nothing of how it was built.
 */
package org.dietsnn.domain.architecture;
