/**
 * Host-side arrays as values: what crosses a port when a batch goes in or parameters come out.
 * Device arrays are the adapters' own affair and never appear here.
 */
package org.dietsnn.domain.tensor;
