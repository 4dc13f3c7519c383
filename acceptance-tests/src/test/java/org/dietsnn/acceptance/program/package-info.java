/**
 * The program as its users meet it: called with arguments, in this process or in one of its own
 * that can be killed, with all adapters in place.
 */
package org.dietsnn.acceptance.program;
