/** The network as a value: what the model is, free of how and where it is computed. */
package org.dietsnn.domain;
