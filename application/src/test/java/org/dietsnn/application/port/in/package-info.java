/** What results of use cases compute by themselves, checked by hand. */
package org.dietsnn.application.port.in;
