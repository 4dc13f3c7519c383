/**
 * Files that are there as a whole or not at all. What is written into them is decided elsewhere.
 */
package org.dietsnn.data.file;
