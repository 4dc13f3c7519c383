/** The one hash function that fingerprints and checksums are made with. */
package org.dietsnn.data.hash;
