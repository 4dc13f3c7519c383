/**
 * Photographs as they lie in real sets: bytes of a file in, an RGB image out, recognised by content
 * and not by name. Where the files are and what becomes of the images is decided elsewhere.
 */
package org.dietsnn.data.photo;
