/**
 * What is known of published data sets, and their folders on this machine. How bytes come over the
 * network and out of archives is told elsewhere.
 */
package org.dietsnn.data.published;
