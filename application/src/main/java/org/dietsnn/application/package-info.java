/**
 * What can be done with networks: use cases (ports in), what they need (ports out), and services.
 */
package org.dietsnn.application;
