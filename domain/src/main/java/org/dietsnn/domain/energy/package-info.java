/** An estimate of compute energy from operation counts and spike rates. */
package org.dietsnn.domain.energy;
