/** The loss that training minimises. */
package org.dietsnn.domain.loss;
