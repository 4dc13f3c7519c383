/**
 * Lists of the image files in a folder, kept from one start to the next so that a million files are
 * not walked again. What the images show and how they are read is decided elsewhere.
 */
package org.dietsnn.data.listing;
