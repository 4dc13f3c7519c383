/**
 * What is measured against what, and the bar that the figure has to reach: one class per question.
 * Says nothing about how it is printed.
 */
package org.dietsnn.benchmarks.measurement;
