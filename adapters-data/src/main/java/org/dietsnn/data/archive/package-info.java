/** Files out of archives that nobody can trust. What the files mean is decided elsewhere. */
package org.dietsnn.data.archive;
