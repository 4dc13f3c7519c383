/** libtorch's side against the reference engine. */
package org.dietsnn.benchmarks.torch;
