/**
 * Files over HTTP from servers that stall, break off and lie. Which files, and what they must be,
 * is decided elsewhere.
 */
package org.dietsnn.data.download;
