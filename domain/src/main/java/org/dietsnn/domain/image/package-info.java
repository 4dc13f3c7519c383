/** What is done to pixels between a data set and the input population. */
package org.dietsnn.domain.image;
