/**
 * What files of networks made elsewhere hold, whatever their format: named tensors or whole
 * networks, and what is told about them. How bytes become these is the adapters' concern.
 */
package org.dietsnn.application.format;
