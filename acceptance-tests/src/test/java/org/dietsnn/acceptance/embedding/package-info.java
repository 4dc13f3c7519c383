/** The program that the README shows to those who embed dietsnn, compiled and run. */
package org.dietsnn.acceptance.embedding;
