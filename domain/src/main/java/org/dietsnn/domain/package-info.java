/** The pure model of DIET-SNN; depends on the Java base module only. */
package org.dietsnn.domain;
