/**
 * The program that measures dietsnn side by side with libtorch: a composition root of its own,
 * which knows every module, while none knows it.
 */
package org.dietsnn.benchmarks;
