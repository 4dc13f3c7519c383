/** A user brings a network that was trained elsewhere. */
package org.dietsnn.acceptance.importing;
