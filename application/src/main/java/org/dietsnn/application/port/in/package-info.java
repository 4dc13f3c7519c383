/** The use cases: one interface with one method each, and the immutable commands they take. */
package org.dietsnn.application.port.in;
