/**
 * The engine that every other is tested against: double precision, one image at a time, plain loops
 * in the canonical layouts, written to be read beside the equations. No care for speed or memory.
 */
package org.dietsnn.cpu.reference;
