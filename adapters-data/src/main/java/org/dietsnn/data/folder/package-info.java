/** Any folder of images with a folder for each class. Knows no particular data set. */
package org.dietsnn.data.folder;
