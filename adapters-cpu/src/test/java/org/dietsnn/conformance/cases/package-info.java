/**
 * Networks with images and parameters on which a backend is compared with the reference engine,
 * named and random, chosen so that rounding cannot turn a spike. No comparing here.
 */
package org.dietsnn.conformance.cases;
