package org.dietsnn.data.listing;

/**
 * One folder as it was when it was listed.
 *
 * @param path relative to the listed folder, with slashes; empty for that folder itself
 * @param label number of the class folder it belongs to, -1 for the listed folder itself
 * @param modified time of its last change, milliseconds since 1970
 * @param firstFile number of its first file
 */
record ListedFolder(String path, int label, long modified, int firstFile) {}
