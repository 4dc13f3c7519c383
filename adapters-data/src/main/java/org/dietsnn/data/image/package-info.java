/** Labelled images held in memory. How they are read from files is the affair of each data set. */
package org.dietsnn.data.image;
