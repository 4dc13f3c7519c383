/**
 * Data sets as their authors publish them: addresses, sizes, checksums. What is known of each set
 * is the affair of an adapter; how images are read is not told here.
 */
package org.dietsnn.application.dataset;
