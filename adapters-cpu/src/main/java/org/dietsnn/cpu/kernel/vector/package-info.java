/**
 * The implementation on {@code jdk.incubator.vector}, and the only package that may refer to that
 * module. It is loaded by name, so that everything else works where the module is absent.
 */
package org.dietsnn.cpu.kernel.vector;
