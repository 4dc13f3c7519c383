/**
 * Data sets, checkpoints, import and export live here. This package itself only binds them to the
 * application's ports.
 */
package org.dietsnn.data;
