/**
 * What the application needs from outside: compute, data, and a place for run folders. Implemented
 * by adapters; nothing here knows any of them.
 */
package org.dietsnn.application.port.out;
