/** The weights with which a training starts. */
package org.dietsnn.domain.initialisation;
