/** The handwritten digits that come with the program, so that everything can be tried at once. */
package org.dietsnn.data.digits;
