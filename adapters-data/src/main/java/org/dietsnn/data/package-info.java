/** Data sets, checkpoints, import and export live here. */
package org.dietsnn.data;
