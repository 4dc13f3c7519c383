/**
 * Strict reading and plain writing of JSON. What the fields mean is decided where they are used.
 */
package org.dietsnn.data.json;
